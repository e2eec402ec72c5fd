import { pythonSpec } from "../domain/image/conda-spec.ts";
import { programName } from "../shell/simple-commands.ts";

/** A word of a command with its value; null where that is not known. */
export interface ValueWord {
  readonly text: string;
  readonly value: string | null;
  /** Offsets in the command, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What makes a conda environment, or installs into one. */
export interface CondaCommand {
  readonly kind: "create" | "install";
  /** Of `-p`; null where it has none. */
  readonly prefix: string | null;
  /** Of `-n`. */
  readonly name: string | null;
  /** The word of `-f` that names a conda file; null where none is named. */
  readonly file: ValueWord | null;
  /** The word that names Python: `python=3.10`; null where none does. */
  readonly python: ValueWord | null;
}

const programs = new Set(["conda", "mamba", "micromamba"]);
/** Options whose value is the next word, and what they are. */
const valueOptions: Readonly<Record<string, "prefix" | "name" | "file" | "other">> = {
  "-p": "prefix",
  "--prefix": "prefix",
  "-n": "name",
  "--name": "name",
  "-f": "file",
  "--file": "file",
  "-c": "other",
  "--channel": "other",
  "-r": "other",
  "--root-prefix": "other",
  "--solver": "other",
  "--experimental-solver": "other",
  "--platform": "other",
  "--subdir": "other",
};

/**
 * Reads `conda env create`, `conda env update`, `conda create` and `conda install`, also of mamba and micromamba; null for another command, and
 * where the environment is not known.
 * @param words without what stands before the program
 */
export function readCondaCommand([program, ...rest]: readonly ValueWord[]): CondaCommand | null {
  if (!programs.has(programName(program?.value ?? ""))) return null;
  const verbs = rest.slice(0, 2).map(({ value }) => value);
  const isEnv = verbs[0] === "env" && verbs[1] === "create";
  const isUpdate = verbs[0] === "env" && verbs[1] === "update";
  const isCreate = verbs[0] === "create";
  if (!isEnv && !isUpdate && !isCreate && verbs[0] !== "install") return null;
  const options = readOptions(rest.slice(isEnv || isUpdate ? 2 : 1));
  if (!options) return null;
  const { prefix, name, file, python } = options;
  if (prefix === null && name === null) return null;
  // `conda create --file` reads a list of packages; only mamba takes an environment there.
  const isConda = isEnv || isUpdate || /\.ya?ml$/.test(file?.value ?? "");
  return {
    kind: isEnv || isCreate ? "create" : "install",
    ...{ prefix, name, file: isConda ? file : null, python },
  };
}

function readOptions(
  words: readonly ValueWord[],
): Pick<CondaCommand, "prefix" | "name" | "file" | "python"> | null {
  let prefix: ValueWord | null = null;
  let name: ValueWord | null = null;
  let file: ValueWord | null = null;
  let python: ValueWord | null = null;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) break;
    const [option = "", ...inline] = (word.value ?? word.text).split("=");
    const kind = option.startsWith("-") ? valueOptions[option] : undefined;
    if (kind === undefined) {
      if (!option.startsWith("-") && pythonSpec(word.value ?? word.text) !== null) python = word;
      continue;
    }
    const value =
      inline.length === 0
        ? words[++index]
        : { ...word, value: word.value === null ? null : inline.join("=") };
    if (!value) return null;
    if (kind === "prefix") prefix = value;
    else if (kind === "name") name = value;
    else if (kind === "file") file = value;
  }
  const isKnown = (value: ValueWord | null): boolean => value?.value !== null;
  if (!isKnown(prefix) || !isKnown(name)) return null;
  return { prefix: prefix?.value ?? null, name: name?.value ?? null, file, python } as const;
}
