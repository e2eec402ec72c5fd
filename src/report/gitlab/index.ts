import { lastLineOf } from "../../domain/build/region.ts";
import { atChangedLine } from "../../domain/rule/changed-place.ts";
import type { Finding, Level } from "../../domain/rule/finding.ts";
import { isOpen } from "../../domain/rule/finding.ts";
import { sentenceCase } from "../../domain/rule/message.ts";
import { shortMessage } from "../concise.ts";
import { heldBackText } from "../held-back.ts";
import { listMark, StreamedList } from "../log-safe-json.ts";
import { occurrences } from "../occurrences.ts";
import type { ReportOptions, Reporter } from "../reporter.ts";

/** What GitLab reads of an issue of a Code Quality report. */
interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  /** GitLab takes issues with the same one for one, and compares branches by it. */
  readonly fingerprint: string;
  readonly severity: "info" | "minor" | "major";
  readonly location: {
    /** From the root of the repository where that is known. */
    readonly path: string;
    readonly lines: { readonly begin: number; readonly end: number };
  };
}

const severities: Readonly<Record<Level, CodeQualityIssue["severity"]>> = {
  error: "major",
  warning: "minor",
  note: "info",
};

/**
 * The Code Quality report of GitLab: an array with an issue for each finding. Those that the base of a change has as well are in
 * it: GitLab compares it with that of the target branch, and takes what is missing for resolved.
 */
export function gitlabReporter({
  showSuppressed,
}: Pick<ReportOptions, "showSuppressed">): Reporter {
  const list = new StreamedList();
  return {
    *begin() {
      yield list.begin(listMark);
    },
    *file({ path, source, findings, pathFromRoot }) {
      const countOf = occurrences();
      for (const finding of findings) {
        const fingerprint = numbered(finding.fingerprint, countOf(finding.fingerprint));
        if (!showSuppressed && !isOpen(finding)) continue;
        const placed = atChangedLine(finding, source?.changedLines);
        const issue = issueOf(placed, fingerprint, pathFromRoot(path));
        yield list.add(list.item(issue));
      }
    },
    *end() {
      yield list.end(listMark);
    },
  };
}

/** A fingerprint that no other finding of the file has; that of another file differs, since it has the path in it. */
function numbered(fingerprint: string, count: number): string {
  return count === 1 ? fingerprint : `${fingerprint}-${count}`;
}

function issueOf(finding: Finding, fingerprint: string, path: string): CodeQualityIssue {
  const { ruleId, level, region, message } = finding;
  const heldBack = heldBackText(finding);
  const note = heldBack === null ? "" : ` (${heldBack})`;
  return {
    description: `${ruleId}: ${sentenceCase(shortMessage(finding))}. ${message.remedy.text}${note}`,
    check_name: ruleId,
    fingerprint,
    severity: severities[level],
    location: { path, lines: { begin: region.startLine, end: lastLineOf(region) } },
  };
}
