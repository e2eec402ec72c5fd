import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { catalogueText } from "../../scripts/release/facts.mjs";
import { isConfigError, lint } from "../../src/index.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { projectRoot } from "../support/working-copy.ts";

// The facts of another release, inferlint-facts-X.Y.Z.json, with --facts.

const names = ["images", "tags", "digests", "release-cycles", "wheels", "environments"];
const frozen = Object.fromEntries(
  names.map((name) => [
    name,
    JSON.parse(
      readFileSync(join(projectRoot, `fixtures/catalogue/${name}.json`), "utf8"),
    ) as unknown,
  ]),
);
const image = "azureml/minimal-py312-inference";

interface Images {
  sources: Record<string, { name: string; asOf: string }>;
  repositories: Record<string, Record<string, unknown>>;
}

/** The facts of a release in which an image that is listed now has been withdrawn, and whose newest source is of a day. */
function factsOf(day: string): string {
  const images = structuredClone(frozen["images"]) as Images;
  for (const source of Object.values(images.sources)) source.asOf = day;
  images.repositories[image] = {
    ...images.repositories[image],
    ...{
      support: "withdrawn",
      withdrawn: "2026-11-20",
      removal: "Azure/azureml-assets@0123456789",
    },
  };
  return catalogueText({ ...frozen, images });
}

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
  box.write("Dockerfile", `FROM mcr.microsoft.com/${image}:latest\n`);
  box.write("newer.json", factsOf("2026-11-22"));
});
afterEach(() => {
  box.remove();
});

const rulesIn = (stdout: string): readonly string[] =>
  (JSON.parse(stdout) as { findings: { ruleId: string }[] }).findings.map(({ ruleId }) => ruleId);

describe("--facts with the facts of a newer release", () => {
  test("decides by these facts", () => {
    expect(rulesIn(box.run(["--format", "json"]).stdout)).not.toContain("unsupported-image");
    const { status, stdout, stderr } = box.run(["--format", "json", "--facts", "newer.json"]);
    expect(rulesIn(stdout)).toContain("unsupported-image");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  });

  test("names its digest and day in reports", () => {
    const { stdout } = box.run(["--format", "json", "--facts", "newer.json"]);
    const { facts, catalogue } = JSON.parse(stdout) as {
      facts: unknown;
      catalogue: Record<string, string>;
    };
    expect(facts).toEqual({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      asOf: "2026-11-22",
    });
    expect(Object.values(catalogue)).toContain("2026-11-22");
    const text = box.run(["--facts", "newer.json"]).stdout;
    expect(text).toMatch(/^Facts of 2026-11-22 \(sha256 [0-9a-f]{8}…\), catalogue of 2026-11-22$/m);
  });

  test("counts for the other commands, for the variable, and for the library", async () => {
    const { stdout } = box.run(["image", "--facts", "newer.json", image]);
    expect(stdout).toContain("unsupported-image");
    expect(box.run(["images", "--facts", "newer.json"]).stdout).not.toMatch(
      new RegExp(`${image.split("/")[1] ?? ""}\\b(?!-)`),
    );
    const byVariable = box.run(["--format", "json"], { INFERLINT_FACTS: "newer.json" });
    expect(rulesIn(byVariable.stdout)).toContain("unsupported-image");
    const options = { paths: ["."], cwd: box.root, asOf: "2026-11-23", facts: "newer.json" };
    expect((await lint(options)).findings.map(({ ruleId }) => ruleId)).toContain(
      "unsupported-image",
    );
  });

  test("meets a policy that needs newer facts than those of this version", () => {
    box.write("policies/policy.yaml", "requires: { catalogueDays: 2 }\n");
    const policy = ["--policy", "policies/policy.yaml"];
    expect(box.run([...policy]).stderr).toContain("this policy needs facts of the last 2 days");
    const { stderr } = box.run([...policy, "--facts", "newer.json"]);
    expect(stderr).not.toContain("needs facts");
  });
});

describe("--facts with the facts of an older release", () => {
  test("uses those of this version, and says so", () => {
    box.write("older.json", factsOf("2020-01-01"));
    const { status, stdout, stderr } = box.run(["--format", "json", "--facts", "older.json"]);
    expect(rulesIn(stdout)).not.toContain("unsupported-image");
    expect(stderr).toContain("older.json");
    expect(stderr).toContain("Its facts are older than those of this version");
    expect(status).toBe(0);
  });
});

describe("--facts with a catalogue file that cannot be used", () => {
  const changed = "it was changed or cut off after a release wrote it";
  test.each([
    ["cut off", (text: string) => text.slice(0, -2), changed],
    ["edited", (text: string) => text.replace("withdrawn", "listed"), changed],
    ["with CRLF", (text: string) => text.replaceAll("\n", "\r\n"), changed],
    ["without a digest", (text: string) => text.replace(/"sha256".*\n/, ""), changed],
    [
      "of a later form",
      (text: string) => text.replace("catalogue/1", "catalogue/2"),
      "it is of form 2, and this version reads form 1: update inferlint",
    ],
  ])("%s is exit code 2", async (_, change, message) => {
    box.write("broken.json", change(factsOf("2026-11-22")));
    const { status, stdout, stderr } = box.run(["--facts", "broken.json"]);
    expect(stderr).toContain("broken.json");
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    const options = { paths: ["."], cwd: box.root, asOf: "2026-11-23", facts: "broken.json" };
    const error: unknown = await lint(options).catch((thrown: unknown) => thrown);
    expect(isConfigError(error)).toBe(true);
  });
});
