import type { Assignment, ShellCommand } from "./script.ts";
import type { ShellWord } from "./shell-word.ts";

const assignment = /^([A-Za-z_]\w*)(\[[^\]]*\])?(\+?)=/;
const declaring = new Set(["declare", "export", "local", "readonly", "typeset"]);
/** Commands that set the variables that their arguments name. */
const setting = new Set([
  "for",
  "getopts",
  "let",
  "mapfile",
  "printf",
  "read",
  "readarray",
  "select",
  "unset",
]);

/** What a command sets for those after it. */
export function assignmentsOf({ words }: ShellCommand): readonly Assignment[] {
  const first = words[0]?.text ?? "";
  if (declaring.has(first) || words.every(({ text }) => assignment.test(text))) {
    const isOther = first !== "export" && first !== "readonly";
    return words.flatMap((word, index) => ofWord(word, isOther && index > 0));
  }
  if (!setting.has(first)) return [];
  return words.slice(1).flatMap(({ text }) => {
    const name = /^[A-Za-z_]\w*(?==|$)/.exec(text)?.[0];
    return name === undefined ? [] : [{ name, word: null, from: 0 }];
  });
}

/** @param declares whether a name without a value is another variable, as of `local NAME` */
function ofWord(word: ShellWord, declares: boolean): readonly Assignment[] {
  const match = assignment.exec(word.text);
  if (!match) {
    const name = declares ? /^[A-Za-z_]\w*$/.exec(word.text)?.[0] : undefined;
    return name === undefined ? [] : [{ name, word: null, from: 0 }];
  }
  const [whole, name = "", subscript = "", plus] = match;
  const isWhole = subscript === "" && plus === "";
  return [{ name, word: isWhole ? word : null, from: whole.length }];
}
