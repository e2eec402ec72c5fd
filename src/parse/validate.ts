import type { Rejection } from "../domain/build/dockerfile.ts";
import { isSpace } from "../shell/blank.ts";
import type { Command, Flag } from "./command.ts";
import { jsonStrings } from "./command.ts";
import * as rejections from "./rejections.ts";
import type { Span } from "./words.ts";

type FlagKind = "text" | "texts" | "boolean";
type FlagKinds = Readonly<Record<string, FlagKind>>;

/** The flags of each instruction (BuildKit: frontend/dockerfile/instructions). ARG and STOPSIGNAL ignore all flags. */
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

/** The names of all instructions, in upper case. */
export const instructionNames: readonly string[] = [...Object.keys(flagKinds), "ARG", "STOPSIGNAL"];

const known: ReadonlySet<string> = new Set(instructionNames);

/** Whether a word in upper case is the name of an instruction. */
export function isInstruction(keyword: string): boolean {
  return known.has(keyword);
}

/** A flag that BuildKit rejects, and why. */
export interface RejectedFlag {
  readonly rejection: Rejection;
  readonly flag: Flag;
}

/** Whether a part of the text may not have been UTF-8: U+FFFD itself has no use in flags and names of heredocs. */
export function hasUndecoded(text: string): boolean {
  return text.includes("\uFFFD");
}

/** The first flag of an instruction that BuildKit rejects; null if there is none. */
export function rejectedFlag({ keyword, flags }: Command): RejectedFlag | null {
  const kinds = flagKinds[keyword];
  if (!kinds) return null;
  const seen = new Set<string>();
  for (const flag of flags) {
    const { name } = flag;
    if (hasUndecoded(`${name}${flag.value ?? ""}`))
      return { rejection: rejections.notUtf8("a flag"), flag };
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) {
      const rejection = rejections.unknownFlag(name, keyword, Object.keys(kinds));
      return { rejection, flag };
    }
    const rejection = rejectedValue(flag, kind);
    if (rejection) return { rejection, flag };
    if (seen.has(name) && kind !== "texts")
      return { rejection: rejections.duplicateFlag(name), flag };
    seen.add(name);
  }
  return null;
}

/** Flags of RUN that take one of a few values. */
const allowedValues: Readonly<Record<string, readonly string[]>> = {
  network: ["default", "none", "host"],
  security: ["insecure", "sandbox"],
};

function rejectedValue({ name, value }: Flag, kind: FlagKind): Rejection | null {
  const allowed = Object.hasOwn(allowedValues, name) ? allowedValues[name] : undefined;
  if (value !== null && allowed && !allowed.includes(value))
    return rejections.invalidFlagValue(name, allowed);
  if (kind !== "boolean") return value === null ? rejections.missingFlagValue(name) : null;
  if (value === "") return rejections.missingFlagValue(name);
  return value === null || /^(true|false)$/i.test(value)
    ? null
    : rejections.invalidFlagValue(name, ["true", "false"]);
}

/** What the arguments of instructions lack that neither name images nor change variables or users; null if valid. */
export function rejectedArguments(text: string, command: Command): Rejection | null {
  const { keyword } = command;
  const { missingArgument, nonStringInArray } = rejections;
  const args = text.slice(command.start, command.end);
  const json = jsonStrings(args);
  switch (keyword) {
    case "MAINTAINER":
    case "WORKDIR":
    case "STOPSIGNAL":
      return args === "" ? missingArgument("argument", keyword) : null;
    case "EXPOSE":
      return args === "" ? missingArgument("port", keyword) : null;
    case "VOLUME":
      if (json === "mixed") return nonStringInArray();
      if (json ? json.length === 0 : args === "") return missingArgument("path", keyword);
      return json?.some((path) => Array.from(path).every(isSpace))
        ? rejections.emptyVolume()
        : null;
    case "SHELL":
      if (json === "mixed") return nonStringInArray();
      return !json || json.length === 0 ? rejections.shellArguments() : null;
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
      return json === "mixed" ? nonStringInArray() : null;
    case "HEALTHCHECK":
      return rejectedHealthcheck(args, command.flags);
    default:
      return null;
  }
}

function rejectedHealthcheck(args: string, flags: readonly Flag[]): Rejection | null {
  const [, type = "", rest = ""] = /^([^\t\n\v\f\r ]*)[\t\n\v\f\r ]*(.*)$/s.exec(args) ?? [];
  if (type.toUpperCase() === "NONE")
    return rest === "" ? null : rejections.healthcheckNoneArguments();
  if (type.toUpperCase() !== "CMD") return rejections.healthcheckType();
  const json = jsonStrings(rest);
  if (json === "mixed") return rejections.nonStringInArray();
  if (json ? json.length === 0 : rest === "")
    return rejections.missingArgument("command", "HEALTHCHECK CMD");
  const interval = flags.find(({ name, value }) => name !== "retries" && !isInterval(value ?? ""));
  if (interval) return rejections.invalidInterval(interval.name);
  const retries = flags.find(({ name }) => name === "retries")?.value;
  return retries && !/^\+?\d{1,10}$/.test(retries) ? rejections.invalidRetries() : null;
}

/** Nanoseconds of the units of Go's durations. */
const units: Readonly<Record<string, number>> = {
  ...{ ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6 },
  ...{ s: 1e9, m: 60e9, h: 3600e9 },
};
const durationPart = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Empty, 0, or a duration of Go of at least a millisecond, such as `1m30s`. */
function isInterval(text: string): boolean {
  const [, sign = "", amount = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (text === "" || amount === "0") return true;
  if (amount === "" || amount.replace(durationPart, "") !== "") return false;
  const parts = [...amount.matchAll(durationPart)];
  const total = parts.reduce(
    (sum, [, number, unit = ""]) => sum + Number(number) * (units[unit] ?? 0),
    0,
  );
  return total === 0 || (sign !== "-" && total >= 1e6 && total < 2 ** 63);
}

/** What BuildKit rejects in `name=value` words. A first word without `=` starts the legacy form, `name value`. */
export function rejectedPairs(keyword: "ENV" | "LABEL", words: readonly Span[]): Rejection | null {
  const [first] = words;
  if (!first) return rejections.missingPair(keyword);
  if (!first.text.includes("=")) return null;
  if (words.some(({ text }) => !text.includes("="))) return rejections.missingEquals(keyword);
  return words.some(({ text }) => text.startsWith("=")) ? rejections.emptyName(keyword) : null;
}
