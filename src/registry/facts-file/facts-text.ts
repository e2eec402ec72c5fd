import { defaultPlatform } from "../../domain/image/platform.ts";
import { inOrder } from "./facts-grammar.ts";
import {
  factsSchema,
  type Facts,
  type ImageAnswer,
  type RepositoryAnswers,
} from "./facts-table.ts";

/**
 * The text of a facts file: sorted, with one tag or image on each line, so that diffs show what changed. Not JSON.stringify of
 * an object, which would move integer keys, such as the tag 9, to the front in numeric order.
 */
export function factsText({ platform, table }: Facts): string {
  const repositories = inOrder(table).map(([repository, registries]) => {
    const groups = inOrder(registries).map(
      ([registry, answers]) => `${JSON.stringify(registry)}: ${groupText(answers)}`,
    );
    return `${JSON.stringify(repository)}: ${block("{", groups, "}", 2)}`;
  });
  const parts = [
    `"schema": "${factsSchema}"`,
    ...(platform === defaultPlatform ? [] : [`"platform": ${JSON.stringify(platform)}`]),
    `"repositories": ${block("{", repositories, "}", 1)}`,
  ];
  return `${block("{", parts, "}", 0)}\n`;
}

function groupText({ answeredAt, tags, images }: RepositoryAnswers): string {
  const parts = [`"answeredAt": ${JSON.stringify(answeredAt)}`];
  if (tags === "absent") parts.push('"tags": "absent"');
  else if (tags !== null) parts.push(`"tags": ${block("[", textsOf(tags), "]", 4)}`);
  const lines = inOrder(images).map(
    ([reference, image]) => `${JSON.stringify(reference)}: ${imageText(image)}`,
  );
  if (lines.length > 0) parts.push(`"images": ${block("{", lines, "}", 4)}`);
  return block("{", parts, "}", 3);
}

function imageText(image: ImageAnswer): string {
  if (image === "absent") return '"absent"';
  const { digest, config } = image;
  const fields = [`"digest": ${JSON.stringify(digest)}`];
  if (config) {
    fields.push(`"created": ${JSON.stringify(config.created)}`);
    fields.push(`"user": ${JSON.stringify(config.user)}`);
    if (config.env) fields.push(`"env": [${textsOf(config.env).join(", ")}]`);
    for (const name of ["os", "cuda", "condaPath"] as const)
      if (config[name] !== null) fields.push(`"${name}": ${JSON.stringify(config[name])}`);
  }
  return `{ ${fields.join(", ")} }`;
}

function textsOf(list: readonly string[]): readonly string[] {
  return list.toSorted().map((text) => JSON.stringify(text));
}

/** @param depth indentation of the closing bracket, in steps of two spaces */
function block(open: string, lines: readonly string[], close: string, depth: number): string {
  if (lines.length === 0) return open + close;
  const indent = `\n${"  ".repeat(depth)}`;
  return `${open}${indent}  ${lines.join(`,${indent}  `)}${indent}${close}`;
}
