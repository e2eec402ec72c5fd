/** Instructions whose text a shell reads. */
const shellInstruction = /^\s*(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK|ONBUILD)\s/i;

export function isShellInstruction(text: string): boolean {
  return shellInstruction.test(text);
}

/**
 * Whether a position is in a comment of the shell: behind a `#` that starts a word and is not quoted. `#!` names the program that
 * runs a script.
 */
export function isShellComment(text: string, position: number): boolean {
  if (text.startsWith("#!")) return false;
  let quote = "";
  for (let at = 0; at < position; at++) {
    const char = text[at] ?? "";
    if (char === "\\" && quote !== "'") at++;
    else if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === "#" && /^[\s;&|(]?$/.test(text[at - 1] ?? "")) return true;
  }
  return false;
}
