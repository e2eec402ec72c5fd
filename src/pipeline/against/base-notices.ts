import { RunLog } from "../run-log.ts";
import type { Crossed } from "./mark-findings.ts";
import type { TreeRun } from "./lint-tree.ts";
import type { OpenedBase, WholeBase } from "./open-tree.ts";

interface Compared {
  readonly opened: Pick<OpenedBase, "against" | "isEqual">;
  readonly problems: WholeBase["problems"];
  readonly head: TreeRun;
  readonly base: TreeRun;
  readonly crossed: Crossed | null;
  /** Whether a finding is new. */
  readonly hasNew: boolean;
}

/**
 * What a run says of its base.
 * @param isStrict a base that has the same files is an error
 */
export function baseNotices(
  { opened: { against, isEqual }, problems, head, base, crossed, hasNew }: Compared,
  isStrict: boolean,
): RunLog {
  const { ref } = against;
  const isSame = crossed === null && !hasNew;
  const log = new RunLog();
  if (isSame && sameFiles(head.outcome.texts, base.outcome.texts) && isEqual()) {
    const message = `The base ${ref} has the same files as this tree, so that nothing is new.`;
    if (isStrict) log.fail("base-equals-head", null, message);
    else log.warn("base-equals-head", null, message);
  }
  const [first] = problems;
  if (first) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    log.warn("base-not-read", null, `${first.path} of the base: ${first.message}${more}`);
  }
  if (base.outcome.result.isIncomplete && !head.outcome.result.isIncomplete) {
    const why = base.outcome.result.notifications.find(({ level }) => level === "error");
    const about = why ? `${why.path ?? ""}: ${why.message}` : "";
    log.warn(
      "base-not-read",
      null,
      `The base was not read completely, and what was not read counts as new. ${about}`,
    );
  }
  if (crossed) reportUnread(head, crossed.head, log);
  return log;
}

/** Whether two trees have the same texts at the same paths. */
export function sameFiles(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}

/** What only the settings of the base would find in what was not read, nothing else reports. */
function reportUnread(head: TreeRun, byBase: TreeRun, log: RunLog): void {
  if (head.outcome.result.isIncomplete) return;
  // A configuration that only the head has is missing there.
  const { notifications } = byBase.outcome.result;
  const why = notifications.find(({ level, id }) => level === "error" && id !== "missing-file");
  if (!why) return;
  const message = `By the configuration of the base, this tree was not read completely. ${why.path ?? ""}: ${why.message}`;
  log.fail("tree-not-read", null, message);
}
