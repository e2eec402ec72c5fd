import type { Problem, Rejection, Text } from "../domain/build/dockerfile.ts";
import { isSpace } from "../shell/blank.ts";
import { isUnknown } from "../shell/unresolved.ts";
import { emptyVolume, invalidPort, invalidSignal } from "./rejections.ts";
import type { ExpandedText } from "./scope.ts";

/** What BuildKit rejects of the expanded values of an instruction in a stage that it builds. */
export function rejectedValues(
  { name, expandable }: { readonly name: string; readonly expandable: readonly Text[] },
  values: readonly ExpandedText[],
): readonly Problem[] {
  const rejectionOf = rejections[name];
  if (!rejectionOf) return [];
  return values.flatMap((value, index) => {
    const region = expandable[index]?.region;
    if (!region || isUnknown(value.masked)) return [];
    const rejection = rejectionOf(value.text);
    const ofImage = mayBeOfImage(value);
    const unconditional = !value.overridable && !ofImage;
    return rejection ? [{ ...rejection, region, unconditional, ofImage }] : [];
  });
}

/** Whether a value of a stage depends on a variable that the file does not set, so that the image may. */
export function mayBeOfImage({ undeclared, omitted }: ExpandedText): boolean {
  return undeclared.length > 0 || omitted.length > 0;
}

const rejections: Readonly<Record<string, (value: string) => Rejection | null>> = {
  EXPOSE: (value) => {
    const invalid = wordsOf(value).find((port) => !isPort(port));
    return invalid === undefined ? null : invalidPort(invalid);
  },
  STOPSIGNAL: (value) => (isSignal(value) ? null : invalidSignal(value)),
  VOLUME: (value) => (value === "" ? emptyVolume() : null),
};

function wordsOf(value: string): readonly string[] {
  const words = [""];
  for (const char of value)
    if (isSpace(char)) words.push("");
    else words.push(`${words.pop() ?? ""}${char}`);
  return words.filter((word) => word !== "");
}

/** `[[IP:]HOST_PORT:]PORT[/PROTOCOL]`, each port a number or a range. The address is not checked. */
function isPort(text: string): boolean {
  const parts = text.split(":");
  const [, own = "", protocol = ""] = /^([^/]*)(?:\/(.*))?$/s.exec(parts.at(-1) ?? "") ?? [];
  const range = portRange(own);
  if (range === null || !["", "tcp", "udp", "sctp"].includes(protocol.toLowerCase())) return false;
  const host = parts.at(-2) ?? "";
  if (host === "") return true;
  const hostRange = portRange(host);
  return hostRange !== null && (range === 0 || range === hostRange);
}

/** How many ports follow the first of a range; null if it is none. */
function portRange(text: string): number | null {
  const dash = text.indexOf("-");
  const [start, end] = dash < 0 ? [text, text] : [text.slice(0, dash), text.slice(dash + 1)];
  const isNumber = (port: string): boolean => /^[+-]?\d+$/.test(port) && isInRange(Number(port));
  if (!isNumber(start) || !isNumber(end) || Number(end) < Number(start)) return null;
  return Number(end) - Number(start);
}

function isInRange(port: number): boolean {
  return port >= 0 && port <= 65_535;
}

const signals = new Set(
  (
    "ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN " +
    "TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX"
  ).split(" "),
);

/** A number other than 0, or the name of a signal of Linux. */
function isSignal(text: string): boolean {
  if (/^[+-]?\d{1,18}$/.test(text)) return Number(text) !== 0;
  const name = text.toUpperCase().replace(/^SIG/, "");
  const [, from, number] = /^RT(MIN\+|MAX-)([1-9]\d?)$/.exec(name) ?? [];
  if (from !== undefined) return Number(number) <= (from === "MIN+" ? 15 : 14);
  return signals.has(name);
}
