import type { ExceptionContext } from "../../check/index.ts";
import { acceptedEntries, createMemo, exceptionFindings } from "../../check/index.ts";
import type { Finding, Level } from "../../domain/rule/finding.ts";
import type { EnabledRule } from "../../domain/rule/run.ts";
import type { ShardException, ShardExceptions } from "../../domain/rule/shard-record.ts";
import { defaultImagePolicy } from "../../config/index.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { CheckedBaseline } from "../baseline-check.ts";
import type { ExceptionsToReport } from "../conclude.ts";
import { fingerprintHash } from "../fingerprint-hash.ts";
import { ruleNamed } from "../requirement-rules.ts";
import { formerIds } from "../ruleset.ts";
import type { ShardsOfRun } from "./shards-of-run.ts";

interface Context {
  readonly asOf: CalendarDate;
  /** Called for each finding that is reported, with its file. */
  readonly onReported: (
    finding: Finding,
    text: string | null,
    repositoryPath: string,
    failOn: Level | "never",
  ) => void;
}

/** An exception with what all shards know of it. */
interface JoinedException {
  readonly rules: ShardException["rules"];
  readonly reason: string;
  readonly until: CalendarDate | null;
  readonly location: Pick<ShardException, "path" | "region">;
  readonly isPolicy: false;
  readonly key: string;
}

/** The exceptions of each configuration of a run, in order. */
export async function joinedExceptions(
  shards: ShardsOfRun,
  baselines: readonly CheckedBaseline[],
  context: Context,
): Promise<readonly ExceptionsToReport[]> {
  const [{ shard: one }] = shards;
  const [needed, used] = [new Set<string>(), new Set<string>()];
  for (const { exceptions } of shards.flatMap(({ shard }) => shard.matched.exceptions))
    for (const exception of exceptions) {
      for (const rule of exception.needed) needed.add(`${keyOf(exception)} ${rule}`);
      for (const rule of exception.used) used.add(`${keyOf(exception)} ${rule}`);
    }
  const all: ExceptionsToReport[] = [];
  for (const own of one.matched.exceptions) {
    const rules = await enabledRules(own);
    const files = new Map(own.files.map((file) => [file.path, file]));
    const baseline = baselines.find(({ file }) => file.path === own.baseline)?.file ?? null;
    const checked: ExceptionContext<JoinedException> = {
      asOf: context.asOf,
      hash: fingerprintHash,
      baseline:
        baseline?.accepted == null
          ? null
          : acceptedEntries(baseline.accepted.entries, baseline.effect !== "none"),
      memo: createMemo(),
      formerIds,
      settings: { exceptions: own.exceptions.map(joined), images: defaultImagePolicy() },
    };
    const identityOf = (path: string) => {
      const { repositoryPath = path, baselinePath = null } = files.get(path) ?? {};
      return { repositoryPath, ...(baselinePath === null ? {} : { baselinePath }) };
    };
    all.push({
      findings: (isWhole) =>
        exceptionFindings(checked, rules, identityOf, {
          isWhole,
          isNeeded: ({ key }, rule) => needed.has(`${key} ${rule}`),
          isUsed: ({ key }, rule) => used.has(`${key} ${rule}`),
        }),
      isWhole: (path) => files.get(path)?.isWhole === true,
      onReported: (finding) => {
        const { text = null, repositoryPath = finding.path } = files.get(finding.path) ?? {};
        context.onReported(finding, text, repositoryPath, own.failOn);
      },
    });
  }
  return all;
}

/** Several configurations can extend the file that an exception stands in: it is one. */
function keyOf({ path, region }: Pick<ShardException, "path" | "region">): string {
  return `${region.startLine}:${region.startColumn} ${path}`;
}

function joined(exception: ShardException): JoinedException {
  const { path, region, reason, until, rules } = exception;
  return {
    ...{ rules, reason, until, isPolicy: false },
    ...{ location: { path, region }, key: keyOf(exception) },
  };
}

async function enabledRules({ rules }: ShardExceptions): Promise<readonly EnabledRule[]> {
  const enabled: EnabledRule[] = [];
  for (const { id, level, enforcedFrom, questionsOnly } of rules) {
    const rule = await ruleNamed(id);
    if (!rule) continue;
    enabled.push({
      ...{ rule, level, questionsOnly, options: rule.options },
      ...(enforcedFrom === null ? {} : { enforcedFrom }),
    });
  }
  return enabled;
}
