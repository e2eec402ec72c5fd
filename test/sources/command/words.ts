import { unresolvedPart } from "../../../src/shell/unresolved.ts";
import type { CommandWord } from "../../../src/sources/command/index.ts";

/** The words of a command without quotes; `$NAME` is unknown. */
export function wordsOf(command: string): readonly CommandWord[] {
  return Array.from(command.matchAll(/\S+/g), ({ 0: written, index }) => {
    const unknown = written.match(/\$\w+/g) ?? [];
    const span = { start: index, end: index + written.length };
    return { text: written.replaceAll(/\$\w+/g, unresolvedPart), unknown, span };
  });
}
