import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../support/cli.ts";
import type { Fleet } from "../support/fleet.ts";
import { openFleet, reportOf } from "../support/fleet.ts";

let web: Sandbox;
let api: Sandbox;
let here: Sandbox;
let merged: Fleet["merged"];
let remove: Fleet["remove"];
beforeAll(() => {
  ({ web, api, here, merged, remove } = openFleet());
});
afterAll(() => {
  remove();
});

describe("inferlint merge refuses", () => {
  const refused = (args: readonly string[]): string => {
    const { status, stdout, stderr } = merged(args);
    expect([status, stdout]).toEqual([2, ""]);
    return stderr;
  };

  test.each([
    ["another day", "api-day.json", ["--as-of", "2026-11-24"], "the day (2026-11-23; 2026-11-24)"],
    ["another policy", "api-policy.json", ["--policy", "policy.yaml"], "the policy (none; gate, "],
  ])("%s", (_, name, args, message) => {
    writeFileSync(
      join(here.root, name),
      reportOf(
        api,
        args.map((one) => (one === "policy.yaml" ? join(here.root, one) : one)),
      ),
    );
    const stderr = refused(["web.json", name]);
    expect(stderr).toContain(`web.json and ${name} differ in ${message}`);
  });

  test("two policies of the same name", () => {
    here.write("p1.json", reportOf(api, ["--policy", join(here.root, "policy.yaml")]));
    here.write("policy2.yaml", "name: gate\n");
    here.write("p2.json", reportOf(web, ["--policy", join(here.root, "policy2.yaml")]));
    expect(refused(["p1.json", "p2.json"])).toContain("p1.json and p2.json differ in the policy");
  });

  test("another version", () => {
    const text = reportOf(api).replace(/"version": "[^"]*"/, '"version": "0.0.9"');
    here.write("older.json", text);
    expect(refused(["web.json", "older.json"])).toMatch(
      /web\.json and older\.json differ in the version of inferlint \([^;]*; 0\.0\.9\)/,
    );
    expect(refused(["older.json"])).toContain("older.json was written by inferlint 0.0.9");
  });

  test.each<readonly [string, (report: Record<string, unknown>) => void, string]>([
    ["fewer findings than it counts", (one) => (one["findings"] = []), "and lists 0"],
    [
      "a line that no file has",
      (one) => {
        const [finding] = one["findings"] as { region: { startLine: number; endLine: number } }[];
        if (finding) finding.region.startLine = finding.region.endLine = 5e8;
      },
      "a whole number from 1 to 33554433",
    ],
  ])("%s", (_, change, message) => {
    const report = JSON.parse(reportOf(web)) as Record<string, unknown>;
    change(report);
    here.write("changed.json", JSON.stringify(report));
    expect(refused(["changed.json"])).toContain(message);
  });

  test("a report that leaves findings out", () => {
    const part = reportOf(web, ["--min-level", "error", "--rule", "root-user=note"]);
    here.write("part.json", part);
    expect(refused(["part.json"])).toContain("findings below --min-level are not in it");
  });

  test.each([".", ".."])("the name %s", (name) => {
    expect(refused([`${name}=web.json`])).toContain(`${name} is no name of a repository`);
  });

  test("what is no report", () => {
    here.write("x.json", "{}");
    here.write("y.txt", "x");
    here.write("cut.json", reportOf(api).replace('"ruleId"', '"rule"'));
    expect(refused(["x.json"])).toContain("x.json cannot be merged: it is no report");
    expect(refused(["y.txt"])).toContain("y.txt cannot be merged: it is not JSON");
    expect(refused(["absent.json"])).toContain("absent.json cannot be merged: ");
    expect(refused(["cut.json"])).toContain("report.findings[0].ruleId must be a text");
    here.write("merged.json", merged(["web.json", "--format", "json"]).stdout);
    expect(refused(["merged.json"])).toContain("it is a merged report itself");
    expect(refused([])).toContain("inferlint merge takes reports");
  });

  test("two repositories of one name", () => {
    expect(refused(["a=web.json", "a=api.json"])).toContain(
      "web.json and api.json are both named a",
    );
  });

  test("shards that are missing, there twice, or of other runs", () => {
    for (const index of [1, 2, 3])
      here.write(`${index}.json`, reportOf(web, ["--shard", `${index}/3`]));
    expect(refused(["1.json", "3.json"])).toContain(
      "shard 2 of 3 of the run of 1.json is missing: pass the reports of all shards",
    );
    expect(refused(["3.json"])).toContain("shards 1 and 2 of 3 of the run of 3.json are missing");
    expect(refused(["1.json", "2.json", "2.json"])).toContain(
      "2.json and 2.json are both shard 2/3",
    );
    expect(refused(["1.json", "api.json"])).toContain("write NAME=1.json");
    here.write("of2.json", reportOf(web, ["--shard", "2/2"]));
    expect(refused(["1.json", "of2.json"])).toContain("they differ in the number of shards");
    here.write("only.json", reportOf(web, ["--shard", "2/3", "--exclude", "clean"]));
    expect(refused(["1.json", "only.json"])).toContain("they differ in their files or options");
  });

  test.each([
    ["0/3", "not 0/3"],
    ["4/3", "not 4/3"],
    ["1", "not 1"],
    ["1/1001", "not 1/1001"],
  ])("--shard %s", (value, message) => {
    const { status, stderr } = web.run(["--format", "json", "--shard", value]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test.each([
    [["--fix"], "--shard and --fix exclude each other"],
    [["--update-baseline"], "--shard and --update-baseline exclude each other"],
    [["--against", "HEAD"], "--shard and --against exclude each other"],
    [["--min-level", "error"], "exclude each other; pass it to inferlint merge"],
    [["--online"], "--shard and --online exclude each other"],
    [["-"], "--shard is not valid with standard input"],
  ])("--shard with %s", (args, message) => {
    const { status, stderr } = web.run(["--format", "json", "--shard", "1/2", ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test("a shard that no merge can read", () => {
    expect(web.run(["--shard", "1/2"]).stderr).toContain("--shard needs --format json");
  });
});
