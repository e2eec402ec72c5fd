import { readBaseline } from "../../check/index.ts";
import type { BaselineEntry } from "../../domain/rule/baseline.ts";
import type { ShardBaseline } from "../../domain/rule/shard-record.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { groupBy } from "../../text/list.ts";
import type { CheckedBaseline } from "../baseline-check.ts";
import { formerIds } from "../ruleset.ts";
import type { ShardsOfRun } from "./shards-of-run.ts";

/**
 * The baselines of a run with what all its shards know of their entries.
 * @throws UsageError where shards had different ones
 */
export function joinedBaselines(shards: ShardsOfRun): readonly CheckedBaseline[] {
  const all = shards.flatMap(({ shard }) => shard.matched.baselines);
  return [...groupBy(all, ({ path }) => path).values()].map(joined);
}

function joined(baselines: readonly [ShardBaseline, ...ShardBaseline[]]): CheckedBaseline {
  const [{ path, effect, text }] = baselines;
  const reject = (why: string): never => {
    throw new UsageError(`the shards cannot be merged: the baseline ${path} ${why}`);
  };
  if (baselines.some((other) => other.text !== text || other.effect !== effect))
    return reject("is not the same in all of them");
  const present = new Set(baselines.flatMap((one) => one.present));
  const resolved = new Set(baselines.flatMap((one) => one.resolved));
  const tracker = {
    isResolved: ({ fingerprint }: BaselineEntry): boolean =>
      resolved.has(fingerprint) && !present.has(fingerprint),
  };
  if (text === null) return { file: { path, effect, accepted: null }, tracker };
  const entries = readBaseline(text, formerIds);
  if ("why" in entries) return reject(`cannot be used: ${entries.why}`);
  return { file: { path, effect, accepted: { entries, path, text } }, tracker };
}
