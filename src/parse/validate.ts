import type { Command, Flag } from "./command.ts";
import { jsonStrings } from "./command.ts";
import type { Span } from "./words.ts";

type FlagKind = "text" | "texts" | "boolean";
type FlagKinds = Readonly<Record<string, FlagKind>>;

/** The flags each instruction knows (BuildKit: frontend/dockerfile/instructions). ARG and STOPSIGNAL ignore theirs. */
const flagKinds: Readonly<Record<string, FlagKinds>> = {
  FROM: { platform: "text" },
  ADD: {
    chown: "text",
    chmod: "text",
    link: "boolean",
    "keep-git-dir": "boolean",
    checksum: "text",
    unpack: "boolean",
    exclude: "texts",
  },
  COPY: {
    from: "text",
    chown: "text",
    chmod: "text",
    link: "boolean",
    exclude: "texts",
    parents: "boolean",
  },
  RUN: { mount: "texts", network: "text", security: "text", device: "texts" },
  HEALTHCHECK: {
    interval: "text",
    timeout: "text",
    "start-period": "text",
    "start-interval": "text",
    retries: "text",
  },
  ENV: {},
  LABEL: {},
  MAINTAINER: {},
  ONBUILD: {},
  WORKDIR: {},
  CMD: {},
  ENTRYPOINT: {},
  EXPOSE: {},
  USER: {},
  VOLUME: {},
  SHELL: {},
};

export const keywords: ReadonlySet<string> = new Set([
  ...Object.keys(flagKinds),
  "ARG",
  "STOPSIGNAL",
]);

/** A refusal: what is wrong, and the offsets of the place in the logical text. */
export interface Rejection {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export function rejectedFlag({ keyword, flags }: Command): Rejection | null {
  const kinds = flagKinds[keyword];
  // HEALTHCHECK NONE is answered before its flags are read.
  if (!kinds) return null;
  const seen = new Set<string>();
  for (const flag of flags) {
    const kind = Object.hasOwn(kinds, flag.name) ? kinds[flag.name] : undefined;
    const why =
      kind === undefined ? `${keyword} has no flag --${flag.name}` : rejectedValue(flag, kind);
    if (why !== null) return { message: why, start: flag.start, end: flag.end };
    if (seen.has(flag.name) && kind !== "texts")
      return { message: `the flag --${flag.name} stands twice`, start: flag.start, end: flag.end };
    seen.add(flag.name);
  }
  return null;
}

/** Flags of RUN that take one of a few values. */
const allowedValues: Readonly<Record<string, readonly string[]>> = {
  network: ["default", "none", "host"],
  security: ["insecure", "sandbox"],
};

function rejectedValue({ name, value }: Flag, kind: FlagKind): string | null {
  const allowed = Object.hasOwn(allowedValues, name) ? allowedValues[name] : undefined;
  if (value !== null && allowed && !allowed.includes(value))
    return `--${name} takes ${allowed.join(", ")}`;
  if (kind !== "boolean") return value === null ? `the flag --${name} needs a value` : null;
  if (value === "") return `the flag --${name} needs a value`;
  return value === null || /^(true|false)$/i.test(value)
    ? null
    : `the flag --${name} is either true or false`;
}

/** Refusals of instructions that neither name images nor change variables or users. */
export function rejectedArguments(text: string, command: Command): string | null {
  const args = text.slice(command.start, command.end);
  const json = jsonStrings(args);
  switch (command.keyword) {
    case "MAINTAINER":
    case "WORKDIR":
    case "STOPSIGNAL":
      return args === "" ? `${command.keyword} needs an argument` : null;
    case "EXPOSE":
      return args === "" ? "EXPOSE needs a port" : null;
    case "VOLUME":
      if (json === "mixed") return mixedArray;
      if (json ? json.length === 0 : args === "") return "VOLUME needs a path";
      return json?.some((path) => path.trim() === "") ? "a VOLUME cannot be empty" : null;
    case "SHELL":
      if (json === "mixed") return mixedArray;
      return !json || json.length === 0 ? "SHELL takes a JSON array of strings" : null;
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
      return json === "mixed" ? mixedArray : null;
    case "HEALTHCHECK":
      return rejectedHealthcheck(args, command.flags);
    default:
      return null;
  }
}

export const mixedArray = "a JSON array here holds strings only";

function rejectedHealthcheck(args: string, flags: readonly Flag[]): string | null {
  const [, type = "", rest = ""] = /^(\S*)\s*(.*)$/s.exec(args) ?? [];
  if (type === "") return "HEALTHCHECK needs NONE or CMD";
  if (type.toUpperCase() === "NONE")
    return rest === "" ? null : "HEALTHCHECK NONE takes no arguments";
  if (type.toUpperCase() !== "CMD") return "HEALTHCHECK takes NONE or CMD";
  const json = jsonStrings(rest);
  if (json === "mixed") return mixedArray;
  if (json ? json.length === 0 : rest === "") return "HEALTHCHECK CMD needs a command";
  const retries = flags.find(({ name }) => name === "retries")?.value;
  return retries && !/^\+?\d{1,10}$/.test(retries) ? "--retries is a number of 0 or more" : null;
}

/** `name=value` words: the first decides between this form and the old one, `name value`. */
export function rejectedPairs(keyword: string, words: readonly Span[]): string | null {
  const first = words[0];
  if (!first) return `${keyword} needs a name and a value`;
  if (!first.text.includes("=")) return null;
  if (words.some(({ text }) => !text.includes("="))) return `${keyword} takes name=value here`;
  return words.some(({ text }) => text.startsWith("=")) ? `a name of ${keyword} is empty` : null;
}
