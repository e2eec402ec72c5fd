import type { Span } from "../../text/line-index.ts";
import { logicalLines } from "./regions.ts";
import type { Assignment, Script, ScriptItem } from "./script.ts";
import { readScript } from "./script-reader.ts";
import type { Closings, Dialect } from "./text-scanner.ts";
import { closingsOf } from "./text-scanner.ts";

/** Reads a file of settings, each line for itself: an apostrophe in one hides nothing in the next. */
export function readSettings(text: string): Script {
  const closings = closingsOf(text);
  const lines = logicalLines(text)
    // Comments of other formats; no script has such lines.
    .filter(
      ({ start, end }) => !/^\s*(?:;|\/\/)/.test(text.slice(start, Math.min(end, start + 80))),
    )
    .map((line) => readScript(text, line, { isMake: false }, closings));
  return together(lines);
}

const modifiers = String.raw`(?:(?:export|override|private)[ \t]+)*`;
const makeAssignment = new RegExp(
  String.raw`^[ ]*${modifiers}(?<name>[A-Za-z_][\w.-]*)[ \t]*(?<operator>::?:?|[?+!])?=[ \t]*`,
);
const dialect: Dialect = { isMake: true };

/** Reads a makefile: its variables, and each line of its recipes as a script. */
export function readMakefile(text: string): Script {
  const closings = closingsOf(text);
  let conditions = 0;
  return together(
    logicalLines(text).map((line) => {
      const start = text.slice(line.start, Math.min(line.end, line.start + 200));
      if (/^[ ]*if(?:n?eq|n?def)\b/.test(start)) conditions++;
      if (/^[ ]*endif\b/.test(start)) conditions--;
      if (start.startsWith("\t")) return recipe(text, line, closings);
      const own = { start: line.start, end: commentStart(text, line) };
      const match = makeAssignment.exec(start);
      const script = match
        ? variable(text, own, match, conditions === 0, closings)
        : // A rule can set variables for its target.
          inSubshell(readScript(text, own, dialect, closings));
      if (own.end === line.end) return script;
      const end = text[line.end - 1] === "\r" ? line.end - 1 : line.end;
      return { ...script, comments: [{ start: own.end, end }] };
    }),
  );
}

/** A line of a recipe runs in a shell of its own. */
function recipe(text: string, { start, end }: Span, closings: Closings): Script {
  const prefix = /^[\t @+-]*/.exec(text.slice(start, Math.min(end, start + 80)))?.[0] ?? "";
  const script = readScript(text, { start: start + prefix.length, end }, dialect, closings);
  return inSubshell(script);
}

/** What is set in it is not certain elsewhere. */
function inSubshell(script: Script): Script {
  return {
    ...script,
    items: [
      { kind: "open", block: "subshell", name: null },
      ...script.items,
      { kind: "close", block: "subshell" },
    ],
  };
}

function variable(
  text: string,
  { start, end }: Span,
  { 0: head, groups }: RegExpExecArray,
  isUnconditional: boolean,
  closings: Closings,
): Script {
  const { name = "", operator = "" } = groups ?? {};
  const script = readScript(text, { start: start + head.length, end }, dialect, closings);
  const commands = script.items.filter((item) => item.kind === "command");
  const [only] = commands.length === 1 ? (commands[0]?.words ?? []) : [];
  const isOne = script.items.length === 1 && commands[0]?.words.length === 1;
  const assignment: Assignment = { name, word: (isOne ? only : null) ?? null, from: 0 };
  // `?=` gives way to the environment.
  const isCertain = isUnconditional && (operator === "" || operator.startsWith(":"));
  const words = commands.flatMap(({ words: own }) => own);
  return {
    ...script,
    items: [
      ...script.items.filter((item) => item.kind !== "command"),
      ...words.map((word): ScriptItem => ({ kind: "word", word })),
      { kind: "assignment", assignment, isCertain },
    ],
  };
}

/** Outside of recipes a comment can begin within a word. */
function commentStart(text: string, { start, end }: Span): number {
  const at = /(?:^|[^\\])#/.exec(text.slice(start, end));
  return at ? start + at.index + at[0].length - 1 : end;
}

function together(scripts: readonly Script[]): Script {
  return {
    items: scripts.flatMap(({ items }) => items),
    comments: scripts.flatMap(({ comments }) => comments),
    lines: scripts.flatMap(({ lines }) => lines),
    unclosed: scripts.find(({ unclosed }) => unclosed !== null)?.unclosed ?? null,
  };
}
