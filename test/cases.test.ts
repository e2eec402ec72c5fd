import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Finding } from "../src/domain/rule/finding.ts";
import { isReported } from "../src/domain/rule/finding.ts";
import type { Notification } from "../src/domain/rule/run.ts";
import { loadSettings, resolveLoaded } from "../src/pipeline/api/settings.ts";
import { lint } from "../src/pipeline/lint.ts";
import type { RunSettings } from "../src/pipeline/run-settings.ts";
import type { CalendarDate } from "../src/text/calendar-date.ts";
import { calendarDate } from "../src/text/calendar-date.ts";
import { expectWellFormed } from "./support/rule-tester.ts";
import { plainRunSettings } from "./support/settings.ts";
import { temporaryDirectory } from "./support/working-copy.ts";

/**
 * Each folder of fixtures/cases is a test: its files are found and checked, and findings.txt has the expected findings, one a
 * line (`npx vitest run test/cases.test.ts -u` writes it). An empty findings.txt means no findings. notifications.txt has the
 * expected notifications in the same way; without it there are none.
 */
const home = fileURLToPath(new URL("../fixtures/cases/", import.meta.url));

/** case.json beside the files, for options other than the defaults. */
interface Options {
  readonly asOf?: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** The policy, as for `--policy`. */
  readonly policy?: string;
}

/** What a case is compared with. */
const expectations: ReadonlySet<string> = new Set([
  "case.json",
  "findings.txt",
  "notifications.txt",
]);

test.each(readdirSync(home).sort())("%s", async (name) => {
  const folder = join(home, name);
  const options = optionsOf(folder);
  const asOf = calendarDate(options.asOf ?? "2026-11-23");
  // A repository of its own: what other cases describe does not count.
  const cwd = temporaryDirectory();
  try {
    cpSync(folder, cwd, {
      recursive: true,
      filter: (source) => !expectations.has(basename(source)),
    });
    mkdirSync(join(cwd, ".git"));
    const { result } = await lint({
      cwd,
      paths: ["."],
      stdin: null,
      asOf,
      settings: await settingsOf(cwd, options, asOf),
      forceExclude: false,
      tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
    });
    expect(result.files, "files").toBeGreaterThan(0);
    expect(result.isIncomplete).toBe(false);
    for (const finding of result.findings) {
      const source = result.sources.get(finding.path)?.text;
      expectWellFormed(finding, source ?? readFileSync(join(cwd, finding.path), "utf8"));
    }
    const expected = join(folder, "notifications.txt");
    if (existsSync(expected))
      await expect(result.notifications.map(noticeOf).join("")).toMatchFileSnapshot(expected);
    else expect(result.notifications).toEqual([]);
    await expect(result.findings.map(lineOf).join("")).toMatchFileSnapshot(
      join(folder, "findings.txt"),
    );
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});

function optionsOf(folder: string): Options {
  const file = join(folder, "case.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Options) : {};
}

/** Those of the configuration of the case; the defaults where it has none. */
async function settingsOf(
  cwd: string,
  { target, buildArgs = {}, policy }: Options,
  asOf: CalendarDate,
): Promise<RunSettings> {
  if (policy === undefined && !existsSync(join(cwd, ".inferlint.yaml")))
    return plainRunSettings({ buildArgs, target });
  const loaded = await loadSettings({ cwd, policy });
  return (await resolveLoaded(loaded, { asOf, paths: ["."], baselines: "required" })).settings;
}

function noticeOf({ path, region, level, id, message }: Notification): string {
  const place = region ? `:${region.startLine}:${region.startColumn}` : "";
  return `${path ?? ""}${place} ${level} ${id} ${message}\n`;
}

/** `path:line:column level rule confidence message`, and what holds it back. */
function lineOf(finding: Finding): string {
  const { path, region, level, ruleId, confidence, message, suppressed } = finding;
  const location = `${path}:${region.startLine}:${region.startColumn}`;
  const held = isReported(finding) ? "" : suppressed ? "(suppressed) " : "(in the baseline) ";
  return `${location} ${held}${level} ${ruleId} ${confidence} ${message.long} ${message.remedy.text}\n`;
}
