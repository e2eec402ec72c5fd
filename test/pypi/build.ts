import { join } from "node:path";
import { buildPythonPackage } from "../../scripts/release/wheel.mjs";
import { isSkippedWithout } from "../support/real-programs.ts";
import { bareEnvironment, projectRoot } from "../support/working-copy.ts";

const environment = join(projectRoot, "test/pypi/.venv");

/** Python with the packages of test/pypi/requirements.txt. */
export const python: string = join(environment, "bin/python");

/** A directory with the wheel of test/pypi/node.txt. */
export const nodeWheels: string = join(environment, "wheels");

/** What builds the wheel: `.ci/run` installs it, and so does the first `npm run release`. */
export const builder: string = join(projectRoot, "packaging/pypi/.venv/requirements.txt");

/** Whether tests that build and install the Python package are skipped. */
export const isSkippedWithoutPython: boolean = [python, builder].some(isSkippedWithout);

/** Builds a copy of the project as a release does: the wheel, or what is asked for. Throws if that fails. */
export function buildPackages(
  copy: string,
  output: string,
  kinds?: readonly ("wheel" | "sdist")[],
): void {
  buildPythonPackage({
    root: projectRoot,
    copy,
    output,
    epoch: 1_750_000_000,
    ...(kinds && { kinds }),
  });
}

/**
 * An environment in which pip and uv have no index of packages: they take them from folders.
 * @param home where uv installs tools
 * @param options cache: a folder for uv
 */
export function withoutIndex(
  home: string,
  options: { readonly wheels: string; readonly cache: string },
  added: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const folders = [options.wheels, nodeWheels];
  return bareEnvironment({
    HOME: home,
    PIP_NO_INDEX: "1",
    PIP_FIND_LINKS: folders.join(" "),
    UV_OFFLINE: "1",
    UV_NO_INDEX: "1",
    UV_FIND_LINKS: folders.join(","),
    UV_CACHE_DIR: options.cache,
    UV_TOOL_DIR: join(home, "tools"),
    UV_TOOL_BIN_DIR: join(home, "tools/bin"),
    UV_PYTHON: python,
    ...added,
  });
}
