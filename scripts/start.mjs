// `npm start` judges the example tree; `npm start -- PATH` judges PATH. Findings are not a failure of npm's, so its error
// report stays away: run dist/cli.cjs itself for the exit code.
import { spawnSync } from "node:child_process";

const paths = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  ["dist/cli.cjs", ...(paths.length > 0 ? paths : ["fixtures/examples"])],
  { stdio: "inherit" },
);
if (status === 1) console.error("\n(exit code 1 when run as inferlint: there are findings)");
else process.exitCode = status ?? 2;
