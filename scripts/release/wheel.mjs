// The Python package, built in a virtual environment with the versions of packaging/pypi/requirements.txt.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./process.mjs";

const requirements = "packaging/pypi/requirements.txt";

/**
 * Builds the Python package of a copy of the tracked files.
 * @param {object} options
 * @param {string} options.root the project, which has the virtual environment
 * @param {string} options.copy
 * @param {string} options.output a folder
 * @param {number} options.epoch the time of the files in it, in seconds
 * @param {readonly ("wheel" | "sdist")[]} [options.kinds]
 */
export function buildPythonPackage({ root, copy, output, epoch, kinds = ["wheel"] }) {
  const python = buildEnvironment(root);
  const formats = kinds.map((kind) => `--${kind}`);
  run(python, ["-m", "build", ...formats, "--no-isolation", "--outdir", output, copy], {
    cwd: copy,
    env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch) },
  });
}

/** The Python of the virtual environment of a project, which is made again if the requirements have changed. */
export function buildEnvironment(root) {
  const directory = join(root, "packaging/pypi/.venv");
  const programs = join(directory, process.platform === "win32" ? "Scripts" : "bin");
  const python = join(programs, process.platform === "win32" ? "python.exe" : "python");
  const installed = join(directory, "requirements.txt");
  const wanted = readFileSync(join(root, requirements), "utf8");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return python;
  const cwd = root;
  mkdirSync(dirname(directory), { recursive: true });
  run(process.platform === "win32" ? "python" : "python3", ["-m", "venv", "--clear", directory], {
    cwd,
  });
  const options = ["--quiet", "--require-hashes", "--only-binary=:all:"];
  run(python, ["-m", "pip", "install", ...options, "--requirement", requirements], { cwd });
  writeFileSync(installed, wanted);
  return python;
}
