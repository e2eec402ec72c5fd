import { UsageError } from "../../domain/settings/usage-error.ts";
import type { ShardRecord } from "../../domain/rule/shard-record.ts";
import { joinList } from "../../text/list.ts";
import type { OpenedReport } from "./read-reports.ts";

/** The report of a shard. */
export interface OpenedShard extends OpenedReport {
  readonly shard: ShardRecord;
}

export type ShardsOfRun = readonly [OpenedShard, ...OpenedShard[]];

/**
 * All shards of one run, in order.
 * @throws UsageError where one is missing or there twice, or where they are not of one run
 */
export function shardsOfRun([first, ...others]: ShardsOfRun): ShardsOfRun {
  const of = new Map([[first.shard.index, first]]);
  for (const other of others) {
    requireSameRun(first, other);
    const double = of.get(other.shard.index);
    if (double)
      throw new UsageError(
        `${double.file} and ${other.file} are both shard ${nameOf(other)}: pass each shard once`,
      );
    of.set(other.shard.index, other);
  }
  const numbers = Array.from({ length: first.shard.of }, (_, index) => index + 1);
  const missing = numbers.filter((index) => !of.has(index));
  if (missing.length > 0)
    throw new UsageError(
      `${missing.length === 1 ? "shard" : "shards"} ${joinList(missing.map(String))} of ${first.shard.of} of the run of ${first.file} ${missing.length === 1 ? "is" : "are"} missing: pass the reports of all shards`,
    );
  const [one = first, ...rest] = numbers.flatMap((index) => of.get(index) ?? []);
  return [one, ...rest];
}

function nameOf({ shard }: OpenedShard): string {
  return `${shard.index}/${shard.of}`;
}

type Basis = readonly [what: string, of: (one: OpenedShard) => unknown];

/** What the shards of a run must agree in. */
const bases: readonly Basis[] = [
  ["the number of shards", ({ shard }) => shard.of],
  ["the commit", ({ report }) => report.commit],
  ["the base", ({ report }) => report.against],
  ["the enabled rules", ({ report }) => report.rules],
  ["the configuration", ({ shard }) => shard.configurations],
  ["their files or options", ({ shard }) => [shard.run, shard.directory, shard.files]],
  ["their exceptions", ({ shard }) => shard.matched.exceptions.map(declared)],
  ["what is said before the first file", ({ shard }) => shard.notifications.start],
];

/** The exceptions of a configuration without what they matched. */
function declared({
  exceptions,
  ...own
}: ShardRecord["matched"]["exceptions"][number]): readonly unknown[] {
  return [own, exceptions.map(({ path, region, rules }) => [path, region, rules])];
}

function requireSameRun(first: OpenedShard, other: OpenedShard): void {
  for (const [what, of] of bases)
    if (JSON.stringify(of(first)) !== JSON.stringify(of(other)))
      throw new UsageError(
        `${first.file} (shard ${nameOf(first)}) and ${other.file} (shard ${nameOf(other)}) are not of one run: they differ in ${what}`,
      );
}
