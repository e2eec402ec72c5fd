import type { DiscoveredFile } from "../../discover/index.ts";
import type { Run } from "../../domain/rule/run.ts";
import type { LintRequest } from "../lint-request.ts";
import type { RunLog } from "../run-log.ts";
import type { OpenShard } from "./open-shard.ts";
import type { CheckedShard } from "./record-shard.ts";

/** The shard that a request asks for, with its files; loaded only for one. */
export async function openShardOf(
  { shard, settings }: LintRequest,
  files: readonly DiscoveredFile[],
  log: RunLog,
): Promise<OpenShard | null> {
  if (!shard) return null;
  const { OpenShard } = await import("./open-shard.ts");
  return new OpenShard(shard, files, settings, log);
}

/** What the other shards need to know; nothing for a whole run. */
export async function shardRecordOf({
  shard,
  ...checked
}: Omit<CheckedShard, "shard"> & { readonly shard: OpenShard | null }): Promise<
  Pick<Run, "shard">
> {
  const { shard: asked } = checked.request;
  if (!shard || !asked) return {};
  const { recordShard } = await import("./record-shard.ts");
  return { shard: await recordShard(asked, { ...checked, shard }) };
}
