import type { SupportEnd } from "../../domain/rule/support-end.ts";
import { compareEnds, endKey, maxEndImages } from "../../domain/rule/support-end.ts";
import { groupBy } from "../../text/list.ts";
import type { ShardsOfRun } from "./shards-of-run.ts";

/** An end of a part, and where its images come in the order of all parts. */
interface EndOfPart {
  readonly end: SupportEnd;
  /** Of each image, ascending. */
  readonly places: readonly number[];
}

/** The ends of a run from those of its shards: the images that its files name first. */
export function endsOfShards(shards: ShardsOfRun): readonly SupportEnd[] {
  return joined(
    shards.flatMap(({ report, shard }) =>
      report.supportEnds.map((end, index) => ({ end, places: shard.endFiles[index] ?? [] })),
    ),
  );
}

/** The ends of several runs: the images of the first of them. */
export function endsOfRuns(runs: readonly (readonly SupportEnd[])[]): readonly SupportEnd[] {
  return joined(
    runs.flatMap((ends, number) =>
      ends.map((end) => ({ end, places: end.images.map(() => number) })),
    ),
  );
}

function joined(all: readonly EndOfPart[]): readonly SupportEnd[] {
  const inOrder = all.toSorted((a, b) => (a.places[0] ?? 0) - (b.places[0] ?? 0));
  const groups = groupBy(inOrder, ({ end }) => endKey(end));
  return Array.from(groups.values(), joinedEnd).sort(compareEnds);
}

function joinedEnd(parts: readonly [EndOfPart, ...EndOfPart[]]): SupportEnd {
  const named = parts
    .flatMap(({ end, places }) => end.images.map((image, index) => [image, places[index] ?? 0]))
    .sort(([, a], [, b]) => Number(a) - Number(b));
  const images = [...new Set(named.map(([image]) => String(image)))];
  return {
    ...parts[0].end,
    references: parts.reduce((sum, { end }) => sum + end.references, 0),
    images: images.slice(0, maxEndImages),
    hasMore: images.length > maxEndImages || parts.some(({ end }) => end.hasMore),
  };
}
