import type { Region } from "../../domain/build/region.ts";
import type { Level } from "../../domain/rule/finding.ts";
import { sentenceCase } from "../../domain/rule/message.ts";
import type { Notification } from "../../domain/rule/run.ts";
import { shortMessage } from "../concise.ts";
import type { LocationFindings } from "../location-groups.ts";
import { mostSevere } from "../location-groups.ts";
import type { FileReport } from "../reporter.ts";
import { safeText } from "../safe-text.ts";

/** What a CI system shows beside a line of a file. All texts are safe for a log. */
export interface Annotation {
  readonly level: Level;
  /** From the root of the repository where that is known; null for what is about no file. */
  readonly path: string | null;
  /** Null for what is about a whole file. */
  readonly region: Region | null;
  /** Rule ids, or the id of a notification. */
  readonly ids: readonly string[];
  /** A line for each finding, which names its rule, then one remedy. */
  readonly lines: readonly string[];
}

type PathFromRoot = FileReport["pathFromRoot"];

/** One annotation for all findings of one place. */
export function annotationOf(findings: LocationFindings, pathFromRoot: PathFromRoot): Annotation {
  const worst = mostSevere(findings);
  const { level, path, region, message } = worst;
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))];
  const faults = findings.map(
    (finding) => `${finding.ruleId}: ${safeText(sentenceCase(shortMessage(finding)))}.`,
  );
  return {
    ...{ level, path: safeText(pathFromRoot(path)), region, ids },
    lines: [...new Set(faults), safeText(message.remedy.text)],
  };
}

/** About the run: what was not read, for example. */
export function notificationAnnotation(
  { level, id, message, path, region }: Notification,
  pathFromRoot: PathFromRoot,
): Annotation {
  return {
    ...{ level, region, ids: [id], lines: [`${id}: ${safeText(message)}`] },
    path: path === null ? null : safeText(pathFromRoot(path)),
  };
}
