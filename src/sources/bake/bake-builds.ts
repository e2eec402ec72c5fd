import type { EmbeddedText } from "../../text/embedded-text.ts";
import type { Span } from "../../text/line-index.ts";
import type { FoundBuild, FoundDockerfile, SourceProblem, Value } from "../source-reading.ts";
import type { BakeTree } from "./bake-tree.ts";
import { blocksOf } from "./bake-tree.ts";
import type { BakeText } from "./bake-value.ts";
import { writtenText } from "../value.ts";
import { isOpen, isText, NotEvaluated } from "./bake-value.ts";
import type { ResolvedTarget } from "./inherit.ts";
import { resolvedTargets } from "./inherit.ts";
import { BakeNames } from "./names.ts";
import type { TargetBlock } from "./target-blocks.ts";
import { targetsOf } from "./target-blocks.ts";
import { addAll } from "../../text/list.ts";

/** Where the parts of a bake file stand in its text. */
export interface BakePlaces {
  /** The label of a target's first block. */
  readonly spanOf: (label: string) => Span;
  /** The value of `dockerfile-inline` of a block; null where its place or its text is not known. */
  readonly inlineOf: (body: BakeTree) => EmbeddedText | null;
}

/** What a bake file builds. */
export interface BakeReading {
  readonly builds: readonly FoundBuild[];
  readonly dockerfiles: readonly FoundDockerfile[];
  readonly problems: readonly SourceProblem[];
}

/** Of one file, with all combinations of matrices. */
const maxTargets = 1000;

/** An action of GitHub writes this target into a file of its own; it has tags and labels. */
const filledTarget = "docker-metadata-action";

/**
 * What `docker buildx bake` builds of each target of one file. Files that bake merges with it are not read: not the one with
 * `.override` in its name, nor others that a command names. Variables have their defaults, whatever the environment has.
 */
export function bakeBuilds(tree: BakeTree, places: BakePlaces): BakeReading {
  const names = new BakeNames(tree);
  const reading = { builds: [], dockerfiles: [], problems: [] } as {
    builds: FoundBuild[];
    dockerfiles: FoundDockerfile[];
    problems: SourceProblem[];
  };
  const blocks: TargetBlock[] = [];
  const unread = (label: string, message: string): void => {
    reading.problems.push({ id: "partly-read", message, span: places.spanOf(label) });
  };
  for (const block of blocksOf(tree, "target")) {
    const targets = evaluated(() => targetsOf(block, names));
    if (!targets || blocks.length + targets.length > maxTargets)
      unread(block.label, `The builds of target \`${block.label}\` cannot be determined.`);
    else addAll(blocks, targets);
  }
  const targets = evaluated(() => resolvedTargets(blocks));
  if (!targets) {
    const [first] = blocks;
    unread(
      first?.label ?? "",
      "The targets inherit too much from each other; none of them was read.",
    );
    return reading;
  }
  const isPart = partsOnly(tree, names, blocks);
  for (const target of targets.filter((one) => !isPart(one))) {
    const { name, label, inline } = target;
    for (const why of unreadParts(target)) unread(label, `Target \`${name}\` ${why}.`);
    const build = buildOf(target, places.spanOf(label));
    if (!inline) {
      reading.builds.push(build);
      continue;
    }
    const text = places.inlineOf(inline);
    if (text) reading.dockerfiles.push({ text, build, serves: false });
    else unread(label, `The \`dockerfile-inline\` of target \`${name}\` was not read.`);
  }
  return reading;
}

function evaluated<T>(evaluate: () => T): T | null {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof NotEvaluated) return null;
    throw error;
  }
}

/**
 * Whether a target is only there for others to inherit from: no group has it, and its name begins with `_` (bake leaves it out
 * of its list) or it says neither what to build nor what comes out.
 */
function partsOnly(
  tree: BakeTree,
  names: BakeNames,
  blocks: readonly TargetBlock[],
): (target: ResolvedTarget) => boolean {
  const parents = new Set(blocks.flatMap((block) => block.parents));
  const grouped = new Set(
    blocksOf(tree, "group").flatMap(({ body }) => {
      const targets = names.value(body["targets"]);
      return Array.isArray(targets) ? targets.filter(isText).map(writtenText) : [];
    }),
  );
  return ({ name, context, dockerfile, stage, inline, contexts, hasResult }) => {
    if (!parents.has(name) || grouped.has(name) || name === "default") return false;
    if (name.startsWith("_")) return true;
    return !(context ?? dockerfile ?? stage ?? inline) && contexts.size === 0 && !hasResult;
  };
}

function unreadParts({ missing, unread }: ResolvedTarget): readonly string[] {
  const parents = missing.filter((name) => name !== filledTarget);
  return [
    ...(parents.length > 0 ? [`inherits ${quoted(parents)}, not in this file`] : []),
    ...(unread.length > 0 ? [`uses ${quoted(unread)}, which cannot be determined`] : []),
  ];
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `\`${name.slice(0, 80)}\``);
  return shown.join(", ") + (names.length > shown.length ? ", …" : "");
}

function buildOf(target: ResolvedTarget, span: Span): FoundBuild {
  const { name, context, dockerfile, stage, args, contexts } = target;
  const own = dockerfile?.text.startsWith(local) ?? false;
  return {
    name: `target \`${name}\``,
    span,
    context: pathOf(context ?? { text: ".", unknown: [] }, span),
    dockerfile: dockerfile && dockerfile.text !== "" ? pathOf(dockerfile, span) : null,
    from: own ? "folder" : "context",
    // Relative to the directory that the command is run in, which is rarely another one than that of the file.
    folder: "any",
    args: [...args].map(([key, value]) => ({
      name: key,
      value: isOpen(value) ? null : value.text,
    })),
    target: stage && stage.text !== "" ? stageOf(stage) : null,
    contexts: [...contexts].map(([key, { text }]) => ({ name: key, value: text })),
    user: null,
    serves: false,
  };
}

function stageOf(stage: BakeText): FoundBuild["target"] {
  return isOpen(stage) ? { open: writtenText(stage) } : stage.text;
}

/** The directory that the command is run in, also where the bake file is remote. */
const local = "cwd://";

function pathOf({ text, unknown }: BakeText, span: Span): Value {
  const path = text.startsWith(local) ? text.slice(local.length) : text;
  return { text: path === "" ? "." : path, unknown, span };
}
