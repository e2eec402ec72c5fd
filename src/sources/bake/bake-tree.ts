/**
 * A bake file as plain values, with the templates of its strings as written. A block is an object, or a list of objects where a
 * label has several: `{ target: { app: { dockerfile: "Dockerfile.${NAME}" } } }`.
 */
export type BakeTree = Readonly<Record<string, unknown>>;

/** A block with a label: `target "app" { … }`. */
export interface BakeBlock {
  readonly label: string;
  readonly body: BakeTree;
}

const blockTypes: ReadonlySet<string> = new Set(["target", "group", "variable", "function"]);

export function isTree(value: unknown): value is BakeTree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The blocks of a type, with those of one label in order. */
export function blocksOf(tree: BakeTree, type: string): readonly BakeBlock[] {
  return treesOf(tree[type]).flatMap((labels) =>
    Object.entries(labels).flatMap(([label, bodies]) =>
      treesOf(bodies).map((body) => ({ label, body })),
    ),
  );
}

/** Attributes outside of blocks, which are constants. */
export function constantsOf(tree: BakeTree): readonly (readonly [string, unknown])[] {
  return Object.entries(tree).filter(([name]) => !blockTypes.has(name));
}

function treesOf(value: unknown): readonly BakeTree[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isTree);
}
