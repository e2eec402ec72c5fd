import type { CommandWord } from "./command-word.ts";

/** Options of a program in front of another one that take the next word as their value. */
interface Wrapper {
  readonly valued: string;
  /** Words before the command that are no options, such as a duration. */
  readonly operands?: number;
  /** Options with which it runs nothing. */
  readonly idle?: RegExp;
}

/** Programs that run the command in their arguments as it is written there. */
const wrappers: Readonly<Partial<Record<string, Wrapper>>> = {
  builtin: { valued: "" },
  command: { valued: "", idle: /^-[a-zA-Z]*[vV]/ },
  doas: { valued: "Cu" },
  env: { valued: "uCS" },
  exec: { valued: "a" },
  ionice: { valued: "cnp" },
  nice: { valued: "n" },
  nohup: { valued: "" },
  stdbuf: { valued: "ioe" },
  sudo: { valued: "ugpCTDRUrth" },
  time: { valued: "fo" },
  timeout: { valued: "ks", operands: 1 },
  winpty: { valued: "" },
};

const assignment = /^[A-Za-z_]\w*\+?=/;
/** More than a command has. */
const maxWrappers = 8;

/** A command without what stands before it, such as `sudo -E` or `DOCKER_BUILDKIT=1`; null if it runs nothing. */
export function commandOf(
  words: readonly CommandWord[],
): { readonly name: string; readonly words: readonly CommandWord[] } | null {
  let at = 0;
  for (let depth = 0; depth < maxWrappers; depth++) {
    while (assignment.test(words[at]?.text ?? "")) at++;
    const word = words[at];
    if (!word) return null;
    const name = programName(word.text);
    const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
    if (!wrapper) return { name, words: words.slice(at) };
    const next = afterWrapper(words, at + 1, wrapper);
    if (next === null) return null;
    at = next;
  }
  return null;
}

/** `/usr/bin/docker` and `docker.exe` are `docker`. */
export function programName(text: string): string {
  return text.slice(text.lastIndexOf("/") + 1).replace(/\.exe$/i, "");
}

function afterWrapper(
  words: readonly CommandWord[],
  start: number,
  { valued, operands = 0, idle }: Wrapper,
): number | null {
  let at = start;
  for (; ; at++) {
    const text = words[at]?.text ?? "";
    if (idle?.test(text) === true) return null;
    if (text === "--") return at + 1 + operands;
    if (!/^-./.test(text)) return at + operands;
    const isShort = /^-[A-Za-z]+$/.test(text);
    if (isShort && valued.includes(text.at(-1) ?? "-")) at++;
  }
}
