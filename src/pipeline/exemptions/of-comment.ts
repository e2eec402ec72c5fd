import { namesIn, rejectionOf, rejectionText } from "../../check/index.ts";
import type { InlineSuppression, OpenLimit } from "../../check/index.ts";
import type { DiscoveredFile } from "../../discover/index.ts";
import type { Exemption } from "../../domain/rule/exemption.ts";
import type { SuppressionFault } from "../../domain/rule/suppression.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import { formerIds, ruleset } from "../ruleset.ts";

/** A comment without what it hides, and without what it is about. */
export function exemptionOfComment(
  { path, absolute }: Pick<DiscoveredFile, "path" | "absolute">,
  comment: InlineSuppression,
  settings: Settings,
  limit: OpenLimit | null,
): Omit<Exemption, "hides" | "image" | "stage"> {
  const { region, text, reason, faults } = comment;
  const ended = faults.find((fault) => fault.kind === "expired");
  const rules = comment.rules.length > 0 ? comment.rules : (ended?.rules ?? knownIn(text));
  const rejections = comment.rules.map((rule) => rejectionOf(rule, comment, path, settings, limit));
  const accepted = comment.rules.filter((_, index) => rejections[index] === null);
  const rejected = new Set(rejections.flatMap((why) => why ?? []));
  const count = comment.rules.length - accepted.length;
  const why = [
    ...faults.map(faultText),
    ...[...rejected].map((one) => rejectionText(one, settings, count)),
  ];
  const isWithoutEffect = comment.rules.length === 0;
  return {
    ...{ kind: "comment", location: { path, region }, absolute, rules, accepted },
    status: ended
      ? "expired"
      : isWithoutEffect
        ? "invalid"
        : accepted.length > 0
          ? "accepted"
          : "rejected",
    why: why.length === 0 ? null : why.join("; "),
    scope: isForFile.test(text) ? "file" : "instruction",
    ...{ files: [path], images: null, reason, fingerprint: null },
    until: ended?.until ?? comment.until,
  };
}

const isForFile = /^#\s*inferlint\s*:\s*ignore-file/i;

/** The rules that a comment with a fault names. */
function knownIn(text: string): readonly string[] {
  const [, list = ""] = /\[([^\]]*)\]/.exec(text) ?? [];
  const named = namesIn(list).map((name) => formerIds.get(name) ?? name);
  return [...new Set(named)].filter((name) => ruleset.some(({ id }) => id === name));
}

function faultText(fault: SuppressionFault): string {
  switch (fault.kind) {
    case "unused":
    case "misplaced":
      return "it suppresses nothing";
    case "expired":
      return `it ended on ${fault.until}`;
    case "unknown rule":
      return `${fault.rule} is not a rule`;
    case "own rule":
      return `${fault.rule} cannot be suppressed`;
    case "no rule":
      return "it names no rule";
    case "no reason":
      return "it has no reason";
    case "bad day":
      return `its end '${fault.day}' is not a date`;
    case "not understood":
      return "it is not a valid suppression";
  }
}
