import type { FoundBuild, Value } from "../../source-reading.ts";
import { optionWords } from "./container-options.ts";
import type { TreeNode } from "./tree.ts";
import { implied, knownText, partOf } from "../../value.ts";
import { linesOf, targetOf } from "./values.ts";
import { plainBuild } from "../../found-build.ts";

/** Variables of a pipeline that are the folder of the repository. */
const rootVariable =
  /^\$\((?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory|Build\.Repository\.LocalPath|Pipeline\.Workspace\/s)\)$/i;

/**
 * A build by the task `Docker` of Azure Pipelines. Null for its other commands, and where the Dockerfile is a pattern, as the default
 * is: which file it stands for depends on all others.
 * @param version `2` takes arguments as one text, and only for `build`; `0` and `1` take a list of lines
 */
export function dockerTaskBuild(
  inputs: TreeNode,
  version: string,
  task: TreeNode,
): FoundBuild | null {
  const isCurrent = Number(version) >= 2;
  const command = inputs.first("command", "action").text ?? "buildAndPush";
  const isBuild = isCurrent ? /^build(?:AndPush)?$/i : /^build(?:AndPush)?$|^build an image$/i;
  const dockerfile = inRepository(inputs.first("Dockerfile", "dockerfile", "dockerFile").value);
  if (!isBuild.test(command) || !dockerfile || dockerfile.text.includes("*")) return null;
  const context = inRepository(inputs.first("buildContext", "context").value);
  const hasContext = context && context.text !== "" && !context.text.includes("*");
  const words =
    isCurrent && /^build$/i.test(command) ? optionWords(inputs.get("arguments").value) : [];
  return {
    ...plainBuild,
    name: `task \`Docker@${version}\``,
    span: (inputs.node ? inputs : task).range,
    context: hasContext ? context : implied(folderOf(dockerfile.text), dockerfile),
    dockerfile,
    from: "folder",
    folder: "any",
    args: [...linesOf(inputs.get("buildArguments").value), ...argsOfWords(words)],
    target: targetOf(optionValues(words, /^--target$/).at(-1) ?? null),
    contexts: optionValues(words, /^--build-context$/).flatMap((value) => {
      const at = value.text.indexOf("=");
      return at < 1 ? [] : [{ name: value.text.slice(0, at), value: value.text.slice(at + 1) }];
    }),
  };
}

/** A path without the variable that is the folder of the repository. */
function inRepository(path: Value | null): Value | null {
  const [first = ""] = path?.unknown ?? [];
  if (!path || !rootVariable.test(first) || !/^.(?:\/|$)/su.test(path.text)) return path;
  const rest = partOf(path, 2);
  return { ...rest, text: rest.text === "" ? "." : rest.text };
}

function folderOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "." : path.slice(0, at);
}

function argsOfWords(words: readonly Value[]): FoundBuild["args"] {
  return optionValues(words, /^--build-arg$/).map((value) => {
    const at = value.text.indexOf("=");
    return at < 0
      ? { name: value.text, value: null }
      : { name: value.text.slice(0, at), value: knownText(partOf(value, at + 1)) };
  });
}

/** The values of an option, `--name value` or `--name=value`. */
function optionValues(words: readonly Value[], name: RegExp): readonly Value[] {
  return words.flatMap((word, index): readonly Value[] => {
    if (name.test(word.text)) return words.slice(index + 1, index + 2);
    const at = word.text.indexOf("=");
    return at > 0 && name.test(word.text.slice(0, at)) ? [partOf(word, at + 1)] : [];
  });
}
