import type { ResolvedWord } from "./resolved-word.ts";
import type { ShellCommand } from "./script.ts";

/**
 * The words of a command that can be references. `echo` and `printf` put their words together to one text: only a word that is
 * all of it is one, such as in `echo "IMAGE=…" >> "$GITHUB_ENV"`.
 */
export function printed(
  { words: written }: ShellCommand,
  words: readonly ResolvedWord[],
): readonly ResolvedWord[] {
  const name = written[0]?.text;
  if (name !== "echo" && name !== "printf") return words;
  let values = words.slice(1).filter(({ text }) => !/^-[a-zA-Z]+$/.test(text));
  // A format with one place has one word after it, as often as there are words.
  if (name === "printf" && /^[^%]*%s(?:\\n)?$/.test(values[0]?.text ?? ""))
    values = values.slice(1);
  return values.length === 1 ? values : [];
}
