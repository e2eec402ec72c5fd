// Which Python the commands of a Dockerfile install as that of the image.
import { posix } from "node:path";
import { mapping } from "./yaml.mjs";

const statementEnd = /&&|\|\||[;\n|()]/;
const quote = /["']/g;

/** `3.10` of `=3.10`, `==3.10.4`, `=3.10.*` or `>=3.10,<3.11`; null where more than one minor version is allowed. */
function pinnedMinor(requirement) {
  const text = requirement.replaceAll(" ", "");
  const exact =
    /^={1,3}(\d+\.\d+)(?:\.\d+|\.\*|\*)*(?:$|[=,])/.exec(text) ?? /^~=(\d+\.\d+)\.\d+$/.exec(text);
  if (exact) return exact[1];
  const from = />=?(\d+)\.(\d+)/.exec(text);
  const to = /<(\d+)\.(\d+)(?:\.0)?(?:$|,)/.exec(text);
  return from && to && from[1] === to[1] && Number(to[2]) === Number(from[2]) + 1
    ? `${from[1]}.${from[2]}`
    : null;
}

/** `null`: it has no requirement of Python that decides. */
function pinIn(words) {
  for (const word of words) {
    const requirement = /^(?:[\w.-]+::)?python(?=[=<>~! ])(.+)$/.exec(word)?.[1];
    const minor = requirement && pinnedMinor(requirement);
    if (minor) return minor;
  }
  return null;
}

function pinInFile(text) {
  const { dependencies } = mapping(text);
  if (!Array.isArray(dependencies)) return null;
  return pinIn(dependencies.filter((each) => typeof each === "string").map((each) => each.trim()));
}

const valueOf = (words, names) => {
  for (const [at, word] of words.entries()) {
    const [name, value] = word.split("=");
    if (names.includes(name)) return value ?? words[at + 1] ?? null;
  }
  return null;
};

const clean = (path) => path?.replace(/\/+$/, "") ?? null;

/**
 * The Python of the environment that the variables activate, else of the last one that is created, else of the interpreter that
 * the Dockerfile puts in the place of the system's, else of the Miniconda that it installs; null where none of these is stated.
 * @param env the variables of the image, expanded
 * @param readFile the text of a file of the build context by its name, or undefined
 */
export function pythonOf({ commands, env }, readFile) {
  const environments = new Map();
  let [system, base] = [null, null];
  for (const command of commands) {
    const text = command.replace(/\$\{?(\w+)\}?/g, (written, name) => env[name] ?? written);
    base = /Miniconda3-py(3)(\d+)_/.exec(text)?.slice(1).join(".") ?? base;
    for (const statement of text.split(statementEnd)) {
      const words = statement.replace(quote, "").trim().split(/\s+/);
      system = interpreterIn(words) ?? system;
      const created = environmentIn(words, readFile);
      if (created) environments.set(created.path, created.python ?? environments.get(created.path));
    }
  }
  const active = [env.AZUREML_CONDA_ENVIRONMENT_PATH, env.CONDA_PREFIX, env.CONDA_DEFAULT_ENV]
    .map(clean)
    .find((path) => environments.has(path));
  if (active) return environments.get(active) ?? null;
  const named = [...environments].filter(([path]) => path !== null);
  return named.at(-1)?.[1] ?? system ?? environments.get(null) ?? base;
}

/** A conda environment that a statement creates or changes: `{ path, python }`, path null for the base environment. */
function environmentIn(words, readFile) {
  const at = words.findIndex((word) => /(?:^|\/)(?:conda|mamba|micromamba)$/.test(word));
  if (at === -1) return null;
  const [verb, second] = words.slice(at + 1);
  const isFile = verb === "env" && /^(?:create|update)$/.test(second);
  if (!isFile && !/^(?:create|install)$/.test(verb)) return null;
  const path = clean(valueOf(words, ["-p", "--prefix", "-n", "--name"]));
  const file = isFile ? valueOf(words, ["-f", "--file"]) : null;
  const python = file ? pinInFile(readFile(posix.basename(file))) : pinIn(words);
  if (verb === "install" && python === null) return null;
  return { path: path === "base" ? null : path, python };
}

/** The interpreter that becomes `python` or `python3`, or that a virtual environment is made with. */
function interpreterIn(words) {
  const isLink = /(?:^|\/)(?:ln|update-alternatives)$/.test(words[0]);
  const isVenv = words[1] === "-m" && words[2] === "venv";
  if (!isLink && !isVenv) return null;
  for (const word of words) {
    const minor = /(?:^|\/)python(3\.\d+)$/.exec(word)?.[1];
    if (minor) return minor;
  }
  return null;
}
