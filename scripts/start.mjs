// `npm start` checks fixtures/examples, `npm start -- PATH` checks PATH. With findings it still exits with 0, so that npm prints no
// error of its own; run dist/cli.cjs for the exit code.
import { spawnSync } from "node:child_process";

const paths = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  ["dist/cli.cjs", ...(paths.length > 0 ? paths : ["fixtures/examples"])],
  { stdio: "inherit" },
);
if (status === 1) console.error("\n(inferlint itself exits with 1: there are findings)");
else process.exitCode = status ?? 2;
