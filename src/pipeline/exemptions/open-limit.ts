import { readSuppression, rejectionOf } from "../../check/index.ts";
import type { InlineSuppression, OpenLimit } from "../../check/index.ts";
import type { DiscoveredFile } from "../../discover/index.ts";
import type { Comment } from "../../domain/build/dockerfile.ts";
import type { Region } from "../../domain/build/region.ts";
import { compareRegions, startKey } from "../../domain/build/region.ts";
import { suppressionComment } from "../../domain/build/suppression-comment.ts";
import type { DatedCause } from "../../domain/rule/cause.ts";
import type { Notification } from "../../domain/rule/run.ts";
import type { ExceptionRules } from "../../domain/settings/exception-rules.ts";
import { whyNotThatMany } from "../../domain/settings/exception-rules.ts";
import type { SettingLocation, Settings } from "../../domain/settings/settings.ts";
import { queriesToShow } from "../../enrich/index.ts";
import { relativePath } from "../../fs/relative-path.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";
import { compareText } from "../../text/compare-text.ts";
import { fileOpener } from "../load-sources.ts";
import type { Project } from "../project/project.ts";
import { formerIds, ruleset } from "../ruleset.ts";
import { RunLog } from "../run-log.ts";
import { coversAll } from "../run-root.ts";
import type { FolderSettings } from "../run-settings.ts";
import type { ScanRequest } from "../scan-request.ts";
import { sourceIn } from "../source-in.ts";

/** The comments and exceptions of whole repositories, of which a policy allows so many at a time. */
export interface OpenExemptions {
  /** What is above the limit on a day. */
  readonly limitOn: (day: CalendarDate) => OpenLimit;
  /** Notifications about exceptions above it; those about comments come with the findings that they do not suppress. */
  readonly rejectionsOn: (day: CalendarDate) => readonly Notification[];
  /** The days on which that may change, with the cause. Empty where there are never too many. */
  readonly causes: readonly DatedCause[];
}

/** A comment or an exception that may count. */
interface Entry {
  readonly isComment: boolean;
  readonly repository: string;
  /** As that of findings. */
  readonly path: string;
  /** Relative to the root of the run, so that the order is the same from every working directory. */
  readonly rootPath: string;
  readonly region: Region;
  readonly text: string;
  readonly until: CalendarDate | null;
  /** Whether it suppresses a rule on a day, were it not for the limit. */
  readonly countsOn: (day: CalendarDate) => boolean;
  readonly maxDays: number | null;
}

const ruleIds = ruleset.map(({ id }) => id);

/**
 * Reads the comments and exceptions that a limit of the policy is about, before files are checked: what is above it suppresses
 * nothing in any file. Null without a limit, and for a run that covers no repository as a whole: it does not know how many
 * there are.
 */
export async function openExemptions(
  request: ScanRequest,
  { files, folders, project }: FilesOfRun,
  rules: ExceptionRules & { readonly maxOpen: number },
): Promise<OpenExemptions | null> {
  const { maxOpen } = rules;
  const isWhole = ({ repository }: FolderSettings): boolean => coversAll(request, repository);
  const whole = folders.filter(isWhole);
  if (whole.length === 0) return null;
  const { root } = request.settings;
  const entries = whole.flatMap((folder) => exceptionsOf(folder, root));
  for await (const [file, comment] of commentsOf(request, files, project)) {
    const folder = await request.settings.of(file.folder);
    if (isWhole(folder)) entries.push(commentEntry(file, comment, folder, root));
  }
  return {
    limitOn: (day) => limitOf(aboveLimit(entries, maxOpen, day), entries),
    rejectionsOn: (day) =>
      aboveLimit(entries, maxOpen, day).flatMap(({ isComment, path, region }): Notification[] => {
        if (isComment) return [];
        const message = `This exception has no effect: ${whyNotThatMany(rules)}.`;
        return [{ level: "warning", id: "policy-rejected", path, region, message }];
      }),
    causes: causesOf(entries, maxOpen),
  };
}

interface FilesOfRun {
  readonly files: readonly DiscoveredFile[];
  readonly folders: readonly FolderSettings[];
  readonly project: Project | null;
}

async function* commentsOf(
  request: ScanRequest,
  files: readonly DiscoveredFile[],
  project: Project | null,
): AsyncIterable<readonly [DiscoveredFile, Comment]> {
  const offline: ScanRequest = { ...request, session: null };
  const opener = fileOpener(offline, files, new RunLog(), {
    relevantOnly: true,
    queries: () => queriesToShow,
    project,
  });
  for (const file of files) {
    const source = sourceIn(request, file);
    if (source.kind !== "text" || !suppressionComment.test(source.text)) continue;
    // What there is to say of the file is said when it is checked.
    const open = await opener.open(file, new RunLog());
    for (const comment of open?.builds[0]?.build.comments ?? []) yield [file, comment];
  }
}

function commentEntry(
  { path, absolute }: DiscoveredFile,
  comment: Comment,
  { repository, settings }: FolderSettings,
  root: string,
): Entry {
  const { region, text } = comment;
  const { maxExceptionDays: maxDays } = settings;
  const onDay = (day: CalendarDate): InlineSuppression =>
    readSuppression(comment, ruleIds, day, formerIds);
  return {
    ...{ repository, path, rootPath: relativePath(absolute, root), region, text, maxDays },
    ...{ isComment: true, until: onDay(firstDay).until },
    countsOn: (day) => {
      const own = onDay(day);
      const then = settings.onDay(day);
      return own.rules.some((rule) => rejectionOf(rule, own, path, then, null) === null);
    },
  };
}

/** A day on which no comment has ended. */
const firstDay = "0001-01-01" as CalendarDate;

function exceptionsOf({ repository, settings }: FolderSettings, root: string): Entry[] {
  const { maxExceptionDays: maxDays } = settings;
  const own = settings.declaredExceptions.filter(({ isPolicy }) => !isPolicy);
  return own.map(({ location, absolute, until, reason }): Entry => {
    const { path, region } = location;
    return {
      ...{ repository, path, rootPath: relativePath(absolute, root), region, maxDays },
      ...{ isComment: false, text: reason, until },
      countsOn: (day) =>
        (until === null || until >= day) && isAmong(settings.onDay(day).exceptions, location),
    };
  });
}

function isAmong(exceptions: Settings["exceptions"], { path, region }: SettingLocation): boolean {
  return exceptions.some(
    ({ isPolicy, location }) =>
      !isPolicy && location.path === path && startKey(location.region) === startKey(region),
  );
}

/** What ends last is above the limit; of equal ones the later by path and place. */
function aboveLimit(
  entries: readonly Entry[],
  maxOpen: number,
  day: CalendarDate,
): readonly Entry[] {
  const open = entries.filter(({ countsOn }) => countsOn(day)).sort(compareEnds);
  const counts = new Map<string, number>();
  return open.filter(({ repository }) => {
    const count = (counts.get(repository) ?? 0) + 1;
    counts.set(repository, count);
    return count > maxOpen;
  });
}

function limitOf(above: readonly Entry[], all: readonly Entry[]): OpenLimit {
  const known = new Set(all.map(keyOf));
  const over = new Set(above.map(keyOf));
  const texts = new Set(above.map(({ path, text }) => `${path}\n${text}`));
  return {
    isOver: (path, region, text) => {
      const key = keyOf({ path, region });
      // In a text after a fix, comments may stand elsewhere.
      return known.has(key) ? over.has(key) : texts.has(`${path}\n${text}`);
    },
  };
}

function compareEnds(a: Entry, b: Entry): number {
  const endOf = ({ until }: Entry): string => until ?? "9999-12-31";
  return (
    compareText(endOf(a), endOf(b)) ||
    compareText(a.rootPath, b.rootPath) ||
    compareRegions(a.region, b.region)
  );
}

function keyOf({ path, region }: Pick<Entry, "path" | "region">): string {
  return `${path}\n${startKey(region)}`;
}

/** From the day after an end there is room for another one; from the first day that the policy allows one, it takes room. */
function causesOf(entries: readonly Entry[], maxOpen: number): readonly DatedCause[] {
  if (entries.length <= maxOpen) return [];
  const days = new Set<CalendarDate>();
  for (const { until, maxDays } of entries) {
    if (until === null) continue;
    days.add(plusDays(until, 1));
    if (maxDays !== null) days.add(plusDays(until, -maxDays));
  }
  const cause = { kind: "suppression-limit", maxOpen } as const;
  return [...days].map((day) => ({ day, region: null, cause }));
}
