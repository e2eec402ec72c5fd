import type { FoundBuild, Value } from "../source-reading.ts";
import { stringsOf } from "./branches.ts";
import { argumentOf, callOf } from "./call.ts";
import type { Reading } from "./paths.ts";
import { pathOf } from "./paths.ts";
import { valueOf } from "./string-expression.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import type { Uses } from "./uses.ts";

/** What an environment is built for. */
interface BuildUse {
  /** As messages name it. */
  readonly name: string;
  readonly serves: boolean;
}

const plainBuild = {
  from: "context",
  folder: "file",
  args: [],
  target: null,
  contexts: [],
  user: null,
} as const;

/** `BuildContext(path=…, dockerfile_path=…)`: Azure ML gives the build no arguments. A path that is a URL stays as it is. */
export function buildOf(node: SyntaxNode, use: BuildUse, reading: Reading): readonly FoundBuild[] {
  return stringsOf(node, reading).flatMap((each) => {
    const call = callOf(reading.text, each);
    const path = call?.name === "BuildContext" ? argumentOf(call, "path") : null;
    if (!call || !path) return [];
    const dockerfile = argumentOf(call, "dockerfile_path");
    const { start, end } = each;
    return [
      {
        ...plainBuild,
        ...use,
        span: { start, end },
        context: pathOf(path, reading),
        dockerfile: dockerfile && pathOf(dockerfile, reading),
      },
    ];
  });
}

/** A text of several lines, or one that begins as a Dockerfile does, is no path. */
const dockerfileText = /[\r\n]|^\s*(?:#|(?:FROM|ARG)\s)/i;

/** The SDK v1 takes the text of a Dockerfile or its path, which is relative to where the program runs: the folder of the file. */
export function baseDockerfile(
  node: SyntaxNode,
  use: BuildUse,
  reading: Reading,
  uses: Uses,
): readonly FoundBuild[] {
  const string = reading.strings.read(node);
  if (string && dockerfileText.test(valueOf(string).value.text)) {
    uses.addDockerfile(node, use);
    return [];
  }
  const dockerfile = pathOf(node, reading);
  const context: Value = { text: ".", unknown: [], span: dockerfile.span };
  const { start, end } = node;
  return [{ ...plainBuild, ...use, span: { start, end }, context, dockerfile, from: "folder" }];
}
