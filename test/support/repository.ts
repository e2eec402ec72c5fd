import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Report } from "../../src/index.ts";
import { lint as lintFiles } from "../../src/index.ts";
import { loadSettings, resolveLoaded } from "../../src/pipeline/api/settings.ts";
import type { FixedRun } from "../../src/pipeline/fix-files.ts";
import { fixFiles } from "../../src/pipeline/fix-files.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { temporaryDirectory } from "./working-copy.ts";

/** Contents by path, with `/`. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export const asOf = "2026-11-23";

/** Passes the root of a repository with these files, which is removed afterwards. */
export async function withRepository<T>(
  files: Files,
  work: (root: string) => Promise<T>,
): Promise<T> {
  const root = temporaryDirectory();
  try {
    mkdirSync(join(root, ".git"));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What the library reports on these files. @param paths those that are named, and folders that are searched */
export function reportOn(files: Files, paths: readonly string[] = ["."]): Promise<Report> {
  return withRepository(files, (cwd) => lintFiles({ cwd, paths, asOf }));
}

/** Does what `--fix --unsafe-fixes` does. */
export async function fixAll(cwd: string, paths: readonly string[] = ["."]): Promise<FixedRun> {
  const day = calendarDate(asOf);
  const loaded = await loadSettings({ cwd });
  const outcome = await lint({
    ...(await resolveLoaded(loaded, { asOf: day, paths, baselines: "required" })),
    ...{ paths, stdin: null, asOf: day, forceExclude: false },
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  });
  return fixFiles(outcome, {
    ...{ cwd, unsafe: true, diff: false, unique: () => "fix", isAnswered: () => true },
  });
}
