import { hasTemplate } from "../../shell/template.ts";
import { unresolvedPart } from "../../shell/unresolved.ts";
import type { Span } from "../../text/line-index.ts";
import type { FoundBuild } from "../source-reading.ts";
import { acrFlags, buildFlags } from "./build-flags.ts";
import type { CommandWord } from "./command-word.ts";
import { writtenText } from "../value.ts";
import { isOpenWord } from "./command-word.ts";
import type { Subcommand } from "./docker-command.ts";
import type { CommandArguments } from "./flags.ts";
import { readArguments, valuesOf } from "./flags.ts";
import type { WorkingDirectory } from "./working-directory.ts";
import { pathIn } from "./working-directory.ts";

/** What a command builds. */
export interface BuildCommand {
  readonly build: FoundBuild;
  /** Whether the Dockerfile is read from standard input; `build.dockerfile` is null then, and need not be the default one. */
  readonly isStandardInput: boolean;
}

/** A context or a Dockerfile that is fetched. */
const remote = /^(?:[a-z][\w+.-]*:\/\/|git@|github\.com\/)/i;

/** The build of a Dockerfile that is a file here or standard input; null for a context or a Dockerfile from elsewhere. */
export function readBuild(
  { name, program, rest }: Subcommand,
  span: Span,
  directory: WorkingDirectory,
): BuildCommand | null {
  const isAcr = program === "az";
  const passed = readArguments(rest, isAcr ? acrFlags : buildFlags);
  const file = valuesOf(passed, "--file", "-f").at(-1) ?? null;
  const context = contextOf(passed.operands);
  // podman and buildah take the working directory; the others fail.
  if (!context && program !== "podman" && program !== "podman-remote" && program !== "buildah")
    return null;
  const isArchive = context?.text === "-" && file !== null;
  if (isArchive || (context && isElsewhere(context, isAcr)) || (file && remote.test(file.text)))
    return null;
  const isStandardInput = context?.text === "-" || file?.text === "-";
  const build: FoundBuild = {
    name: `\`${name}\``,
    span,
    context: contextValue(context, span, directory),
    dockerfile: file && !isStandardInput ? pathIn(directory, file) : null,
    from: "folder",
    folder: directory.folder,
    args: argumentsOf(passed, isAcr),
    target: targetOf(passed),
    contexts: contextsOf(passed),
    user: null,
    serves: false,
  };
  return { build, isStandardInput };
}

/** The words with the name of the image that is built. */
export function tagsOf({ program, rest }: Subcommand): readonly CommandWord[] {
  const isAcr = program === "az";
  const passed = readArguments(rest, isAcr ? acrFlags : buildFlags);
  return valuesOf(passed, "--tag", "-t", ...(isAcr ? ["--image"] : []));
}

/** Azure's command takes no standard input, and nothing else than a folder or a URL. */
function isElsewhere({ text }: CommandWord, isAcr: boolean): boolean {
  return remote.test(text) || (isAcr && (text === "/dev/null" || text === "-"));
}

/** The operand; `$OPTIONS` can be any number of words and counts only if there is no other. */
function contextOf(operands: readonly CommandWord[]): CommandWord | null {
  return operands.findLast((word) => !isOpenWord(word)) ?? operands.at(-1) ?? null;
}

function contextValue(
  context: CommandWord | null,
  span: Span,
  directory: WorkingDirectory,
): FoundBuild["context"] {
  if (context?.text === "-") return null;
  return pathIn(directory, context ?? { text: ".", unknown: [], span });
}

function argumentsOf(passed: CommandArguments, isAcr: boolean): FoundBuild["args"] {
  const names = isAcr ? ["--build-arg", "--secret-build-arg"] : ["--build-arg"];
  return valuesOf(passed, ...names).flatMap(({ text }) => {
    const equals = text.indexOf("=");
    const name = equals < 0 ? text : text.slice(0, equals);
    if (name === "" || isOpen(name)) return [];
    const value = equals < 0 ? null : text.slice(equals + 1);
    // Without a value the variable of the environment counts.
    return [{ name, value: value === null || isOpen(value) ? null : value }];
  });
}

function targetOf(passed: CommandArguments): FoundBuild["target"] {
  const word = valuesOf(passed, "--target").at(-1);
  if (!word || word.text === "") return null;
  return isOpen(word.text) ? { open: writtenText(word) } : word.text;
}

function contextsOf(passed: CommandArguments): FoundBuild["contexts"] {
  return valuesOf(passed, "--build-context").flatMap(({ text }) => {
    const equals = text.indexOf("=");
    const name = text.slice(0, Math.max(equals, 0));
    return name === "" || isOpen(name) ? [] : [{ name, value: text.slice(equals + 1) }];
  });
}

function isOpen(text: string): boolean {
  return text.includes(unresolvedPart) || hasTemplate(text);
}
