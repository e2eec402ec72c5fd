import type { ImagePolicy } from "../domain/image/image-policy.ts";
import { defaultSupportWindow } from "../domain/image/tag-age.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { NewException } from "../domain/rule/new-exception.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { FileIdentity } from "./dedupe.ts";
import { dedupe, fingerprinter } from "./dedupe.ts";
import { createMemo } from "./memo.ts";
import { reportSuppressions } from "./run-rules.ts";

/** The findings about what a change brings to let findings pass. @param exceptions of one file */
export function newExceptionFindings(
  exceptions: readonly NewException[],
  rules: readonly EnabledRule[],
  {
    identity,
    hash,
    ...context
  }: {
    readonly path: string;
    readonly identity: FileIdentity;
    readonly hash: (text: string) => string;
    readonly asOf: CalendarDate;
    readonly images: ImagePolicy;
  },
): readonly Finding[] {
  const { findings } = reportSuppressions(
    rules,
    { faulty: [], ending: [], added: exceptions },
    {
      ...{ ...context, memo: createMemo(), wantsFixes: false },
      ...{ supportWindow: defaultSupportWindow, isTargetChosen: false },
    },
  );
  const identify = fingerprinter(identity, hash);
  return dedupe(findings).map((finding) => ({ ...identify(finding), baselineState: "new" }));
}
