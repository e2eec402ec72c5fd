import { readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { projectRoot } from "./working-copy.ts";

// The imports of the project as its source has them: type imports and imports on demand included, tests left out.

const shared = ["src/shell", "src/text", "src/fs", "src/git"];
const steps = [
  "src/discover",
  "src/parse",
  "src/resolve",
  "src/enrich",
  "src/check",
  "src/fix",
  "src/report",
];
const belowPipeline = [
  ...steps,
  "src/sources",
  "src/catalogue",
  "src/registry",
  "src/config",
  "rules",
];

/** Every part, and the parts that it may import besides itself. */
export const importLaw: ReadonlyMap<string, readonly string[]> = new Map([
  ["src/index.ts", ["src/pipeline", ...belowPipeline, "src/domain", ...shared]],
  ["src/cli", ["src/pipeline", ...belowPipeline, "src/domain", ...shared]],
  ["src/pipeline", [...belowPipeline, "src/domain", ...shared]],
  ...belowPipeline.map((part): [string, string[]] => [part, ["src/domain", ...shared]]),
  ["rules", ["rules/support", "src/domain", "src/shell", "src/text"]],
  ["rules/support", ["src/domain", "src/shell", "src/text"]],
  ["src/domain", ["src/shell", "src/text"]],
  ...shared.map((part): [string, string[]] => [part, []]),
]);

/** The part of a file, by its path from the root of the project. */
export function partOf(file: string): string {
  const [top = "", folder = ""] = file.split("/");
  if (top === "src") return `src/${folder}`;
  return folder === "support" ? "rules/support" : "rules";
}

export interface SourceFile {
  /** From the root of the project, with slashes. */
  readonly path: string;
  /** Physical lines. */
  readonly lines: number;
  /** Files of the project that it imports. Data and pages are no modules, so they are not among them. */
  readonly imports: readonly string[];
  /** Names of the packages that it imports; modules of Node are left out. */
  readonly packages: readonly string[];
}

/** All TypeScript files of a tree, with tests (`*.test.ts`). */
export function sourcePaths(root: string = projectRoot): readonly string[] {
  return ["src", "rules"]
    .flatMap((top) =>
      readdirSync(join(root, top), { recursive: true, encoding: "utf8" }).map((path) =>
        `${top}/${path}`.replaceAll("\\", "/"),
      ),
    )
    .filter((path) => path.endsWith(".ts"))
    .sort();
}

/** The files of the product, without tests and declarations. */
export function readSources(root: string = projectRoot): readonly SourceFile[] {
  return sourcePaths(root)
    .filter((path) => !/\.(?:test|d)\.ts$/.test(path))
    .map((path) => readSource(path, readFileSync(join(root, path), "utf8")));
}

export function readSource(path: string, text: string): SourceFile {
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map((one) => one.fileName);
  const isRelative = (specifier: string): boolean => specifier.startsWith(".");
  return {
    path,
    lines: countLines(text),
    imports: specifiers
      .filter((specifier) => isRelative(specifier) && specifier.endsWith(".ts"))
      .map((specifier) => posix.join(posix.dirname(path), specifier)),
    packages: specifiers
      .filter((one) => !isRelative(one) && !one.startsWith("node:"))
      .map(packageOf),
  };
}

export function countLines(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}

/** `@scope/name/file` → `@scope/name`; types of a package belong to it. */
function packageOf(specifier: string): string {
  const parts = specifier.replace(/^@types\//, "").split("/");
  return parts.slice(0, specifier.startsWith("@") && parts.length > 1 ? 2 : 1).join("/");
}

/** The graph of parts that a graph of files makes. */
export function partGraph(files: readonly SourceFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    const targets = graph.get(partOf(path)) ?? new Set();
    graph.set(partOf(path), targets);
    for (const target of imports) if (partOf(target) !== partOf(path)) targets.add(partOf(target));
  }
  return graph;
}

/**
 * Groups of nodes that reach each other: the strongly connected components with more than one node, each sorted, and nodes
 * that point to themselves. Tarjan 1972, https://doi.org/10.1137/0201010
 */
export function circles(
  graph: ReadonlyMap<string, Iterable<string>>,
): readonly (readonly string[])[] {
  const found: string[][] = [];
  const indices = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): number => {
    const index = indices.size;
    let low = index;
    indices.set(node, index);
    stack.push(node);
    const targets = [...(graph.get(node) ?? [])];
    for (const target of targets) {
      const known = indices.get(target);
      if (known === undefined) low = Math.min(low, visit(target));
      else if (stack.includes(target)) low = Math.min(low, known);
    }
    if (low === index) {
      const component = stack.splice(stack.indexOf(node));
      if (component.length > 1 || targets.includes(node)) found.push(component.sort());
    }
    return low;
  };
  for (const node of graph.keys()) if (!indices.has(node)) visit(node);
  return found;
}
