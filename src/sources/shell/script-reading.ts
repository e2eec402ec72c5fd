import { pathIn, readCommand } from "../command/index.ts";
import type { CommandReading, WorkingDirectory } from "../command/index.ts";
import { placed } from "../placed.ts";
import type {
  FoundBuild,
  FoundReference,
  ReaderContext,
  SourceReading,
} from "../source-reading.ts";
import { Directories } from "./directories.ts";
import { heredocTexts, scriptArgument, stringTexts } from "./embedded.ts";
import { printed } from "./printing.ts";
import { referencesIn } from "./references.ts";
import { ResolvedWord } from "./resolved-word.ts";
import type { Script, ShellCommand } from "./script.ts";
import { Variables } from "./variables.ts";
import { addAll } from "../../text/list.ts";

/** Reads the script of `bash -c "…"` as a text of its own. */
type ReadInner = (text: string, directory: WorkingDirectory) => SourceReading;

interface ScriptContext {
  readonly text: string;
  readonly context: ReaderContext;
  readonly readInner: ReadInner;
}

/**
 * What the commands of a script name and build.
 * @param isLazy whether variables are looked up when all are set, as make does
 */
export function readItems(
  { items }: Pick<Script, "items">,
  script: ScriptContext,
  start: WorkingDirectory,
  isLazy: boolean,
): readonly Partial<SourceReading>[] {
  const variables = new Variables(items, isLazy);
  const directories = new Directories(items, start);
  const readings: Partial<SourceReading>[] = [];
  for (const [index, item] of items.entries())
    switch (item.kind) {
      case "open":
        directories.open(item.block, index);
        break;
      case "close":
        directories.close(item.block);
        break;
      case "otherwise":
        directories.otherwise();
        break;
      case "word": {
        const word = variables.resolve(item.word);
        readings.push({ references: referencesIn(word, script.context, null) });
        break;
      }
      case "command": {
        const words = item.words.map((word) => variables.resolve(word));
        addAll(readings, readOne(item, words, script, directories.current));
        directories.run(words);
        break;
      }
      case "assignment":
    }
  return readings;
}

function readOne(
  command: ShellCommand,
  words: readonly ResolvedWord[],
  script: ScriptContext,
  directory: WorkingDirectory,
): readonly Partial<SourceReading>[] {
  const { text, context } = script;
  const own = readCommand(words, directory);
  const isStandardInput = own.build?.isStandardInput === true;
  const build = own.build?.build ?? null;
  const builds =
    build && isStandardInput ? fromRedirection(command, build, directory) : build ? [build] : [];
  const described = isStandardInput ? build : null;
  return [
    { references: referencesOf(command, words, own, context), builds },
    heredocTexts(text, command, context, described),
    { dockerfiles: stringTexts(command, context, described) },
    ...argumentReading(command, script, directory),
  ];
}

function referencesOf(
  command: ShellCommand,
  words: readonly ResolvedWord[],
  { run, tags }: CommandReading,
  context: ReaderContext,
): readonly FoundReference[] {
  const shown = printed(command, words);
  const targets = command.redirections
    .filter(({ operator }) => operator === "<<<")
    .map(({ target }) => new ResolvedWord(target, () => null));
  return [...shown, ...targets].flatMap((word) => {
    const holds = ({ span }: { readonly span: { readonly start: number } }): boolean =>
      word.span.start <= span.start && span.start < word.span.end;
    // What is built is named, not used.
    if (tags.some(holds)) return [];
    return referencesIn(word, context, run?.image && holds(run.image) ? run.run : null);
  });
}

/** `docker build - < FILE`. */
function fromRedirection(
  { redirections, heredocs }: ShellCommand,
  build: FoundBuild,
  directory: WorkingDirectory,
): readonly FoundBuild[] {
  const input = redirections.findLast(({ operator }) => operator === "<");
  if (!input || heredocs.length > 0 || /\.(?:tar|tgz|gz|bz2|xz)$/.test(input.target.text))
    return [];
  const file = new ResolvedWord(input.target, () => null);
  return [{ ...build, dockerfile: pathIn(directory, file) }];
}

function argumentReading(
  { words }: ShellCommand,
  { context, readInner }: ScriptContext,
  directory: WorkingDirectory,
): readonly Partial<SourceReading>[] {
  const argument = scriptArgument(words);
  if (!argument) return [];
  const { kind, text } = argument;
  if (kind !== "shell") return [{ embedded: [{ kind, path: null, text }] }];
  if (!mayHold(text.text, context)) return [];
  return [placed(readInner(text.text, directory), text)];
}

/** Whether a script can name or build anything. */
function mayHold(text: string, { mayName }: ReaderContext): boolean {
  return mayName(text) || /docker|podman|nerdctl|buildah|\baz\b/.test(text);
}
