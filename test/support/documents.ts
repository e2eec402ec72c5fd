import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./working-copy.ts";

// Examples in documents are fenced blocks. What follows the language says how a block is executed: `console adoption`.

/** README.md and all of docs/, relative to the project. */
export const documents: readonly string[] = [
  "README.md",
  ...readdirSync(join(projectRoot, "docs"))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `docs/${name}`),
];

export interface Example {
  /** What follows the opening fence: `yaml config`. */
  readonly info: string;
  readonly text: string;
}

export function readDocument(path: string): string {
  return readFileSync(join(projectRoot, path), "utf8");
}

/** All fenced blocks of a document, in order. */
export function examplesIn(text: string): readonly Example[] {
  return [...text.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map(([, info = "", own = ""]) => ({
    info,
    text: own,
  }));
}

/** The texts of all blocks of some documents with exactly this info. */
export function examples(info: string, paths: readonly string[] = documents): readonly string[] {
  return paths
    .flatMap((path) => examplesIn(readDocument(path)))
    .filter((example) => example.info === info)
    .map(({ text }) => text);
}

/** The lines of an example that begin with `$ `. */
export function commandsIn(example: string): readonly string[] {
  return [...example.matchAll(/^\$ (.*)$/gm)].map(([, command = ""]) => command);
}

/** Replaces the text of all blocks with this info. */
export function replaceExamples(
  text: string,
  info: string,
  replacement: (text: string) => string,
): string {
  const block = new RegExp(`^\`\`\`${info}\\n(.*?)^\`\`\`$`, "gms");
  return text.replace(block, (_, own: string) => `\`\`\`${info}\n${replacement(own)}\`\`\``);
}

/** What users run, with the facts that ship: documents show its output. */
export const shippedCli: string = join(projectRoot, "dist/cli.cjs");

/**
 * Lines of bash that run a command of a document and merge its two streams: `inferlint` is `program`, and where the date matters,
 * everything is checked as of 2026-11-23.
 */
export function bashLine(command: string, program: string): string {
  const cli = `node '${program}'`;
  const dateless =
    "cache | explain | help | init | merge | rules | version | -h | --help | -V | --version";
  return [
    `inferlint() {`,
    `case "\${1-}" in`,
    `${dateless}) ${cli} "$@" ;;`,
    `*) ${cli} --as-of 2026-11-23 "$@" ;;`,
    `esac; }`,
    `{ ${command}`,
    `} 2>&1`,
  ].join("\n");
}
