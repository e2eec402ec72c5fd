import { unresolvedPart } from "../../shell/unresolved.ts";
import type { Piece } from "../../text/embedded-text.ts";
import { EmbeddedText } from "../../text/embedded-text.ts";
import type { SourceKind } from "../../domain/build/file-kind.ts";
import { programName } from "../command/index.ts";
import type { FoundDockerfile, FoundText, ReaderContext } from "../source-reading.ts";
import { writtenKind } from "../written-kind.ts";
import type { WriteVariable } from "./heredoc-text.ts";
import { asTemplate, asVariable, heredocText } from "./heredoc-text.ts";
import type { ShellCommand } from "./script.ts";
import type { ShellWord } from "./shell-word.ts";

/** Kinds by the program that reads it. */
const programs: Readonly<Partial<Record<string, SourceKind>>> = {
  bash: "shell",
  dash: "shell",
  ksh: "shell",
  python: "python",
  python3: "python",
  sh: "shell",
  ssh: "shell",
  zsh: "shell",
};

/** An environment, a deployment, or an object of Kubernetes. */
const yamlText =
  /^[ \t]*(?:- )?["']?(?:\$schema|apiVersion|dependencies|image|services)["']?[ \t]*:/m;

/** What the heredocs of a command hold. */
export function heredocTexts(
  text: string,
  command: ShellCommand,
  context: ReaderContext,
  build: FoundDockerfile["build"],
): { readonly dockerfiles: readonly FoundDockerfile[]; readonly embedded: readonly FoundText[] } {
  const dockerfiles: FoundDockerfile[] = [];
  const embedded: FoundText[] = [];
  if (command.heredocs.length === 0) return { dockerfiles, embedded };
  const path = writtenFile(command);
  const kind = (path === null ? null : writtenKind(path)) ?? kindOfProgram(command.words);
  for (const heredoc of command.heredocs) {
    // The shell's variables are none of a Dockerfile.
    const asDockerfile = heredocText(text, heredoc, asTemplate);
    if (build !== null || context.isDockerfile(asDockerfile.text)) {
      dockerfiles.push({ text: asDockerfile, build, serves: false });
      continue;
    }
    const own = heredocText(text, heredoc, asVariable);
    if (kind) embedded.push({ kind, path, text: own });
    else if (yamlText.test(own.text)) embedded.push({ kind: "yaml", path, text: own });
  }
  return { dockerfiles, embedded };
}

function kindOfProgram(words: readonly ShellWord[]): SourceKind | null {
  const program = words.find(({ text }) => text !== "sudo")?.text ?? "";
  const name = programName(program);
  return Object.hasOwn(programs, name) ? (programs[name] ?? null) : null;
}

/** The file that the text is written to: by `>` or `tee`. */
function writtenFile({ redirections, words }: ShellCommand): string | null {
  const tee = words.findIndex(({ text }) => text === "tee");
  const file = words.find(({ text }, index) => tee >= 0 && index > tee && !text.startsWith("-"));
  const output = redirections.find(({ operator }) => /^>[>|]?$/.test(operator))?.target;
  const target = file ?? output;
  return target ? known(target.text) : null;
}

function known(text: string): string | null {
  return text.includes(unresolvedPart) ? null : text;
}

/** The Dockerfiles in `<<< "…"`. */
export function stringTexts(
  { redirections }: ShellCommand,
  { isDockerfile }: ReaderContext,
  build: FoundDockerfile["build"],
): readonly FoundDockerfile[] {
  return redirections.flatMap(({ operator, target }) => {
    if (operator !== "<<<") return [];
    const text = textOf(target, asTemplate);
    return build !== null || isDockerfile(text.text) ? [{ text, build, serves: false }] : [];
  });
}

/** The script of `bash -c "…"` or `python -c "…"`. */
export function scriptArgument(
  words: readonly ShellWord[],
): { readonly kind: SourceKind; readonly text: EmbeddedText } | null {
  const flag = words.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  const program = words[flag - 1];
  const word = words[flag + 1];
  const kind = program ? kindOfProgram([program]) : null;
  if (!kind || !word || word.text === "") return null;
  return { kind, text: textOf(word, asVariable) };
}

/** A word as a text of its own. */
function textOf(word: ShellWord, write: WriteVariable): EmbeddedText {
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let [length, next] = [0, 0];
  for (const piece of word.pieces) {
    const own = word.text.slice(piece.at, piece.at + piece.length);
    const text = own === unresolvedPart ? write(word.unknown[next++] ?? "") : own;
    pieces.push({ ...piece, at: length, length: text.length });
    texts.push(text);
    length += text.length;
  }
  // Only what means the same in all quotes.
  const encode = (text: string): string | null => (/^[\w./:@-]*$/.test(text) ? text : null);
  return new EmbeddedText(texts.join(""), pieces, encode);
}
