import { Ajv } from "ajv";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ExceptionsReportV1 } from "../../src/report/exceptions/schema.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

const image = "mcr.microsoft.com/azureml";
const ended = `${image}/minimal-ubuntu20.04-py38-cpu-inference`;
const validate = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync("schema/inferlint.exceptions.v1.json", "utf8")) as object,
);

function listed(...args: string[]): ExceptionsReportV1 {
  const { stdout, stderr } = box.run(["exceptions", "--format", "json", ...args]);
  if (stdout === "") throw new Error(stderr);
  const report = JSON.parse(stdout) as ExceptionsReportV1;
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return report;
}

/** `path:line kind status rules: why`, with the findings that each hides. */
function shown(report: ExceptionsReportV1): readonly string[] {
  return report.exceptions.map(({ path, region, kind, status, rules, why, hides }) => {
    const hidden = hides.map((finding) => `${finding.ruleId} ${finding.path}`).join(", ");
    return `${path}:${region.startLine} ${kind} ${status} ${rules.join()}${why === null ? "" : `: ${why}`} | ${hidden}`;
  });
}

function writeTree(): void {
  box.write(
    "Dockerfile",
    `# inferlint: ignore[eol-os, eol-python] until=2026-12-01 -- SEC-12 moves
FROM ${ended}:latest AS serve
# inferlint: ignore[root-user]
USER root
`,
  );
  box.write("job.yml", `# inferlint: ignore[eol-python] -- later\nimage: ${ended}:latest\n`);
  box.write("run.py", `# inferlint: ignore-file[eol-os] -- SEC-14\nimage = "${ended}:latest"\n`);
  box.write("old.sh", "# inferlint: ignore[eol-os] until=2026-01-01 -- over\n");
  box.write(
    ".inferlint.yaml",
    `exceptions:
  - { rules: [unsupported-image], files: [Dockerfile], until: 2027-01-31, reason: SEC-13 approved }
  - { rules: [stale-tag], images: [azureml/minimal-*], reason: for ever }
`,
  );
}

test("lists every comment, exception and baseline entry, with what it hides", () => {
  writeTree();
  box.run(["--update-baseline"]);
  const report = listed();
  expect(shown(report)).toEqual([
    "Dockerfile:1 comment accepted eol-os,eol-python | eol-os Dockerfile, eol-python Dockerfile",
    "Dockerfile:3 comment invalid root-user: it has no reason | ",
    "job.yml:1 comment accepted eol-python | eol-python job.yml",
    "old.sh:1 comment expired eol-os: it ended on 2026-01-01 | ",
    "run.py:1 comment accepted eol-os | eol-os run.py",
    ".inferlint.yaml:2 configuration accepted unsupported-image | unsupported-image Dockerfile",
    ".inferlint.yaml:3 configuration accepted stale-tag | ",
    ...report.exceptions
      .filter(({ kind }) => kind === "baseline")
      .map(({ region, rules, files }) => {
        const [rule = ""] = rules;
        return `.inferlint-baseline.json:${region.startLine} baseline accepted ${rule} | ${rule} ${files?.[0] ?? ""}`;
      }),
  ]);
  expect(report.summary).toMatchObject({
    ...{ comments: 5, configuration: 2, policy: 0, expired: 1, invalid: 1, expiring: null },
  });
  expect(report.summary.baseline).toBeGreaterThan(3);
  expect(report.exceptions[0]).toMatchObject({
    ...{ scope: "instruction", image: `${ended}:latest`, stage: "serve", reason: "SEC-12 moves" },
    ...{ until: "2026-12-01", daysLeft: 8, files: ["Dockerfile"], images: null },
  });
  expect(report.exceptions.find(({ rules }) => rules.includes("stale-tag"))).toMatchObject({
    ...{ scope: "patterns", files: null, images: ["azureml/minimal-*"], until: null },
    ...{ daysLeft: null, reason: "for ever" },
  });
  const root = report.exceptions.find(
    ({ kind, rules }) => kind === "baseline" && rules[0] === "root-user",
  );
  expect(root).toMatchObject({ scope: "finding", image: ended, stage: "serve", reason: null });
});

test("a policy's exceptions are listed, and what it rejects says why", () => {
  writeTree();
  box.write(
    "org.yaml",
    `allowLocal: [stale-tag]
maxExceptionDays: 30
exceptionRules: { reason: ["SEC-*", "ML-*"] }
exceptions:
  - { rules: [eol-os], files: [job.yml], reason: company, until: 2027-03-01 }
`,
  );
  const reason = "the policy demands a reason like SEC-* or ML-*";
  const report = listed("--policy", "org.yaml");
  expect(shown(report)).toEqual([
    "Dockerfile:1 comment accepted eol-os,eol-python | eol-os Dockerfile, eol-python Dockerfile",
    "Dockerfile:3 comment invalid root-user: it has no reason | ",
    `job.yml:1 comment rejected eol-python: ${reason} | `,
    "old.sh:1 comment expired eol-os: it ended on 2026-01-01 | ",
    "run.py:1 comment rejected eol-os: the policy does not let the repository suppress this rule | ",
    ".inferlint.yaml:2 configuration rejected unsupported-image: the policy does not list it in allowLocal and allows only exceptions that end within 30 days | ",
    `.inferlint.yaml:3 configuration rejected stale-tag: ${reason} | `,
    "org.yaml:5 policy accepted eol-os | eol-os job.yml",
  ]);
  const messages = report.notifications.map(({ id, path, message }) => [id, path, message]);
  expect(messages).toContainEqual([
    ...["suppression-rejected", "job.yml"],
    `This comment does not suppress eol-python: ${reason}.`,
  ]);
  expect(messages).toContainEqual([
    ...["policy-rejected", ".inferlint.yaml"],
    `This exception does not apply to stale-tag: ${reason}.`,
  ]);
});

describe("--expiring", () => {
  test.each([
    ["7", 0],
    ["8", 1],
    ["14", 1],
  ])("%s exits with %i", (days, status) => {
    writeTree();
    const result = box.run(["exceptions", "--expiring", days]);
    expect(result.status).toBe(status);
    expect(result.stdout).toContain(`${status} end${status === 1 ? "s" : ""} within ${days} days`);
  });

  test("does not count what is rejected or has ended", () => {
    box.write(
      "Dockerfile",
      `# inferlint: ignore[eol-os] until=2026-11-24 -- a\n# inferlint: ignore[eol-python] until=2026-11-01 -- b\nFROM ${ended}\n`,
    );
    expect(box.run(["exceptions", "--expiring", "14"]).status).toBe(1);
    expect(box.run(["exceptions", "--expiring", "14", "--no-inline-ignores"]).status).toBe(0);
  });

  test("exits with 2 where something was not read", () => {
    expect(box.run(["exceptions", "--expiring", "14", "nowhere"]).status).toBe(2);
  });
});

describe("maxOpen of a policy", () => {
  const ignore = (rule: string, until: string): string =>
    `# inferlint: ignore[${rule}] until=${until} -- why\n`;
  const many = (count: number): string =>
    `the policy allows a repository ${count} exception${count === 1 ? "" : "s"} at a time, and those that end last are too many`;

  beforeEach(() => {
    box.write("a/Dockerfile", `${ignore("eol-os", "2026-12-20")}FROM ${ended}\n`);
    box.write("b/Dockerfile", `${ignore("eol-os", "2026-12-10")}FROM ${ended}\n`);
    box.write("c/Dockerfile", `${ignore("eol-os", "2026-12-20")}FROM ${ended}\n`);
    box.write(
      ".inferlint.yaml",
      "exceptions: [{ rules: [eol-python], until: 2026-12-30, reason: why }]\n",
    );
  });

  test("rejects those that end last, in a run of the whole repository alone", () => {
    box.write("org.yaml", "maxExceptionDays: 90\nexceptionRules: { maxOpen: 2 }\n");
    const report = listed("--policy", "org.yaml");
    expect(shown(report)).toEqual([
      "a/Dockerfile:1 comment accepted eol-os | eol-os a/Dockerfile",
      "b/Dockerfile:1 comment accepted eol-os | eol-os b/Dockerfile",
      `c/Dockerfile:1 comment rejected eol-os: ${many(2)} | `,
      `.inferlint.yaml:1 configuration rejected eol-python: ${many(2)} | `,
    ]);
    const { stdout, stderr } = box.run(["-q", "--policy", "org.yaml"]);
    expect(stdout.match(/eol-os/g)).toHaveLength(1);
    expect(stdout.match(/eol-python/g)).toHaveLength(3);
    expect(stdout).not.toContain("unused-suppression");
    expect(stderr).toBe("");
    const loud = box.run(["--policy", "org.yaml"]).stderr;
    expect(loud).toContain(`c/Dockerfile:1:1: This comment does not suppress eol-os: ${many(2)}.`);
    expect(loud).toContain(`.inferlint.yaml:1:14: This exception has no effect: ${many(2)}.`);
    expect(box.run(["-q", "--policy", "org.yaml", "c"]).stdout).not.toContain(" eol-os:");
  });

  test("that is not reached rejects nothing", () => {
    box.write("org.yaml", "maxExceptionDays: 90\nexceptionRules: { maxOpen: 4 }\n");
    expect(listed("--policy", "org.yaml").summary).toMatchObject({
      accepted: 4,
      rejected: 0,
    });
  });

  test("can be none", () => {
    box.write("org.yaml", "maxExceptionDays: 90\nexceptionRules: { maxOpen: 0 }\n");
    expect(listed("--policy", "org.yaml").summary).toMatchObject({
      accepted: 0,
      rejected: 4,
    });
  });

  test("does not count exceptions of the policy, nor what the policy rejects anyway", () => {
    box.write(
      "org.yaml",
      `maxExceptionDays: 20
exceptionRules: { maxOpen: 1 }
exceptions: [{ rules: [root-user], reason: company }]
`,
    );
    const statuses = listed("--policy", "org.yaml").exceptions.map(
      ({ path, status }) => `${path} ${status}`,
    );
    expect(statuses).toEqual([
      "a/Dockerfile rejected",
      "b/Dockerfile accepted",
      "c/Dockerfile rejected",
      ".inferlint.yaml rejected",
      "org.yaml accepted",
    ]);
  });
});

test("exception-ending names an exception in use of the configuration", () => {
  box.write("Dockerfile", `FROM ${ended}\n`);
  box.write(
    ".inferlint.yaml",
    `exceptions:
  - { rules: [eol-os], until: 2026-12-07, reason: why }
  - { rules: [stale-tag], until: 2026-12-07, reason: why }
`,
  );
  const { stdout } = box.run(["-q", "--only", "eol-os,stale-tag,exception-ending"]);
  expect(stdout).toBe(
    ".inferlint.yaml:2:5: note exception-ending: suppression of eol-os ends on 2026-12-07\n",
  );
});

test("nothing at all", () => {
  box.write("Dockerfile", `FROM ${ended}\n`);
  expect(box.run(["exceptions"])).toMatchObject({
    status: 0,
    stdout: "No exceptions, as of 2026-11-23\n",
  });
});

test("other commands do not take its formats and options, and it takes no others", () => {
  expect(box.run(["--format", "csv"]).stderr).toContain(
    "--format csv is not valid with lint, which writes text, concise, json, ",
  );
  expect(box.run(["exceptions", "--format", "sarif"]).stderr).toContain(
    "--format sarif is not valid with exceptions, which writes text, json, csv or markdown",
  );
  expect(box.run(["--expiring", "14"]).stderr).toContain("--expiring is not valid with lint");
  expect(box.run(["exceptions", "--expiring", "soon"]).stderr).toContain(
    "--expiring takes a number of days from 0 to 3650, not soon",
  );
});
