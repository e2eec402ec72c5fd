import type { Level } from "../domain/rule/finding.ts";

type Paint = (text: string) => string;

/** How reports for people mark up text: colors on a terminal, nothing in a pipe. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
  readonly green: Paint;
}

export function styleOf(colors: boolean): Style {
  const paint = (open: number, close: number) => (text: string) =>
    colors && text !== "" ? `\u001B[${open}m${text}\u001B[${close}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    yellow: paint(33, 39),
    blue: paint(34, 39),
    green: paint(32, 39),
  };
}

/** The color of a level. */
export function levelStyle(level: Level, { red, yellow, blue }: Style): Paint {
  return { error: red, warning: yellow, note: blue }[level];
}
