import type { LintRequest } from "../pipeline/lint.ts";
import type { LintOptions } from "./command.ts";

/** The shard that a command line asks for, with the options that all shards of the run must have. */
export function shardOptions(options: LintOptions): Pick<LintRequest, "shard"> {
  const { shard, levels, buildArgs, config } = options;
  if (!shard) return {};
  const { only, ignore, inlineIgnores, failOn, baseline, baselineStrict } = options;
  const { target, exclude, kinds, forceExclude, strict } = options;
  const given = {
    ...{ only, ignore, inlineIgnores, failOn, baseline, baselineStrict },
    ...{ target, exclude, kinds, forceExclude, strict },
    ...{ levels: [...levels], buildArgs: [...buildArgs] },
    // Where a file lies differs between machines; reports name it.
    config: typeof config === "string" ? config : "file",
  };
  return { shard: { ...shard, options: JSON.stringify(given) } };
}
