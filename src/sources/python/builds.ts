import { isDockerfileContent, plainBuild } from "../found-build.ts";
import type { FoundBuild } from "../source-reading.ts";
import { implied } from "../value.ts";
import { stringsOf } from "./branches.ts";
import { argumentOf, callOf } from "./call.ts";
import type { Reading } from "./paths.ts";
import { pathOf } from "./paths.ts";
import { valueOf } from "./string-expression.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import type { DockerfileUse, Uses } from "./uses.ts";

/** `BuildContext(path=…, dockerfile_path=…)`: Azure ML gives the build no arguments. A path that is a URL stays as it is. */
export function buildOf(
  node: SyntaxNode,
  use: DockerfileUse,
  reading: Reading,
): readonly FoundBuild[] {
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

/** The SDK v1 takes the text of a Dockerfile or its path, which is relative to where the program runs: the folder of the file. */
export function baseDockerfile(
  node: SyntaxNode,
  use: DockerfileUse,
  reading: Reading,
  uses: Uses,
): readonly FoundBuild[] {
  const string = reading.strings.read(node);
  if (string && isDockerfileContent(valueOf(string).value.text)) {
    uses.addDockerfile(node, use);
    return [];
  }
  const dockerfile = pathOf(node, reading);
  const context = implied(".", dockerfile);
  const { start, end } = node;
  return [{ ...plainBuild, ...use, span: { start, end }, context, dockerfile, from: "folder" }];
}
