// `npm run mutants [-- OPTIONS]` changes the source in many small ways and reports the changes that no test notices: one file
// with `-- --mutate src/resolve/stages.ts`, everything (hours) without. Results are kept for the next run in node_modules/.cache.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const stryker = "test/mutants/node_modules/@stryker-mutator/core/bin/stryker.js";

function run(program, ...args) {
  const { status } = spawnSync(program, args, {
    cwd,
    stdio: "inherit",
    shell: program === "npm" && process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(`${cwd}${stryker}`))
  run("npm", "ci", "--prefix", "test/mutants", "--ignore-scripts", "--no-audit", "--no-fund");
run(process.execPath, stryker, "run", "test/mutants/stryker.config.json", ...process.argv.slice(2));
