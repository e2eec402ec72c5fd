import { join } from "node:path";
import { bareEnvironment, projectRoot, run } from "../support/working-copy.ts";

const environment = join(projectRoot, "test/pypi/.venv");

/** Python with the packages of packaging/pypi/requirements.txt and test/pypi/requirements.txt. */
export const python: string = join(environment, "bin/python");

/** A directory with the wheel of test/pypi/node.txt. */
export const nodeWheels: string = join(environment, "wheels");

/** Builds the wheel and the source distribution of a copy of the project. Throws if that fails. */
export function buildPackages(copy: string, output: string): void {
  const args = ["-m", "build", "--no-isolation", "--wheel", "--sdist", "--outdir", output, copy];
  const env = bareEnvironment({ SOURCE_DATE_EPOCH: "1750000000" });
  const { status, stdout, stderr } = run(python, args, { cwd: copy, env });
  if (status !== 0) throw new Error(`the build exited with ${status}: ${stdout}${stderr}`);
}
