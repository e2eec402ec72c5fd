import { Remedies } from "../remedies.ts";
import type { ReportOptions, Reporter, ReportStart } from "../reporter.ts";
import { styleOf } from "../style.ts";
import { problemLine } from "../summary.ts";
import { fileSection } from "./file-section.ts";
import { Folders } from "./folders.ts";
import { markup } from "./markup.ts";
import type { PageFrame } from "./page.ts";
import { pageEnd, pageStart } from "./page.ts";
import { notificationSection, originSection } from "./run-sections.ts";
import { Sources } from "./sources.ts";
import { summarySection } from "./summary-section.ts";
import { folderSection, remedySection, ruleSection } from "./tables.ts";
import { timelineSection } from "./timeline/index.ts";
import { FindingDays, supportGroups } from "./timeline/rows.ts";

/**
 * One page that needs nothing else: no script, no file, no network. The counts come first, so that the sections of files wait as
 * text until the run has ended.
 */
export function htmlReporter({ verbose, showSuppressed }: ReportOptions): Reporter {
  const files: string[] = [];
  const remedies = new Remedies();
  const folders = new Folders();
  const days = new FindingDays();
  const sources = new Sources();
  let start: ReportStart | null = null;
  return {
    begin: (own) => {
      start = own;
      return [];
    },
    file(file) {
      const homepage = start?.tool.homepage ?? "";
      const number = files.length + 1;
      const section = fileSection(file, number, { verbose, showSuppressed, homepage, sources });
      if (section) files.push(section.text);
      remedies.add(file);
      folders.add(file, number);
      days.add(file.findings);
      return [];
    },
    *end(totals) {
      if (!start) return;
      const { tool, asOf, rules } = start;
      const { supportEnds = [] } = totals;
      const groups = [...supportGroups(supportEnds, asOf), ...days.groups()];
      const before = [
        ["summary", "Summary", summarySection(totals)],
        ["timeline", "What ends when", timelineSection(groups, asOf)],
        ["rules", "By rule", ruleSection(totals.counts, rules, tool.homepage)],
        ["folders", `By ${folders.kind}`, folderSection(folders)],
        ["todo", "What to do", remedySection(remedies)],
      ] as const;
      const after = [
        ["notifications", "Notifications", notificationSection(totals.notifications)],
        ["origins", "Policy, configuration and facts", originSection(start)],
        ["sources", "Sources", sources.section()],
      ] as const;
      const link = ([id, heading, section]: (typeof before | typeof after)[number]) =>
        section === null ? [] : [[id, heading] as const];
      const frame: PageFrame = {
        title: problemLine(totals, asOf, styleOf(false)),
        subtitle: start.policy === null ? "No policy" : `Policy ${start.policy.name}`,
        links: [
          ...before.flatMap(link),
          ...(files.length > 0 ? [["findings", "Findings"] as const] : []),
          ...after.flatMap(link),
        ],
        footer: markup`Written by <a href="${tool.homepage}">${tool.name} ${tool.version}</a>.`,
      };
      yield* pageStart(frame);
      for (const [, , section] of before) yield section?.text ?? "";
      if (files.length > 0) {
        yield `<section aria-labelledby="findings">\n<h2 id="findings">Findings</h2>\n`;
        yield* files;
        yield "</section>\n";
      }
      for (const [, , section] of after) yield section?.text ?? "";
      yield* pageEnd(frame);
    },
  };
}
