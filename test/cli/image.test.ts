import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type {
  ImageReportV1,
  ImagesReportV1,
  RenovateReportV1,
} from "../../src/report/image/schema.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { projectRoot } from "../support/working-copy.ts";

// inferlint image and inferlint images, as users run them.

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

const mcr = "mcr.microsoft.com/azureml";
const dropped = "minimal-ubuntu20.04-py38-cpu-inference";
const listed = "minimal-py312-inference";

/** The schema with every object closed: what a report has and its schema lacks is an error, too. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, own]) => [key, closed(own)]));
  return "properties" in copy && copy["type"] === "object"
    ? { ...copy, additionalProperties: false }
    : copy;
}

function validate(name: string, text: string): void {
  const schema = JSON.parse(
    readFileSync(join(projectRoot, `schema/inferlint.${name}.v1.json`), "utf8"),
  ) as object;
  const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true });
  const isValid = ajv.compile(closed(schema) as object);
  expect(isValid(JSON.parse(text)), JSON.stringify(isValid.errors)).toBe(true);
}

function image(...args: readonly string[]): ImageReportV1 {
  const { stdout } = box.run(["image", "--format", "json", ...args]);
  validate("image", stdout);
  return JSON.parse(stdout) as ImageReportV1;
}

const rulesOf = ({ images }: ImageReportV1): readonly (readonly string[])[] =>
  images.map(({ findings }) => findings.map(({ ruleId }) => ruleId));

describe("image", () => {
  test("shows facts with their ends, the verdict and one remedy", () => {
    const { status, stdout, stderr } = box.run(["image", dropped]);
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(new RegExp(`^${mcr}/${dropped}\n`));
    expect(stdout).toContain("  operating system  Ubuntu 20.04, ended on 2025-05-");
    expect(stdout).toContain("  Python            3.8, ended on 2024-10-07\n");
    expect(stdout).toContain("  processor         CPU\n");
    expect(stdout).toContain("  default user      dockeruser\n");
    expect(stdout).toMatch(/dropped, last on Microsoft's list of 20\d\d-\d\d-\d\d\n/);
    expect(stdout).toMatch(/^ {4}error {3}eol-os +Ubuntu 20\.04 support ended on /m);
    expect(stdout.match(/^ {4}→ .*$/gm)).toEqual([
      expect.stringMatching(/^ {4}→ mcr\.microsoft\.com\/azureml\/\S+:latest$/),
    ]);
    expect(stdout).toMatch(/^3 problems \(3 errors\) in 1 image, as of 2026-11-23$/m);
    expect(stdout).not.toMatch(/Dockerfile|\[--unsafe-fixes\]/);
  });

  test("names both repositories that a short name can mean", () => {
    const { stdout } = box.run([
      "image",
      dropped,
      "minimal-py311-inference:40",
      `${mcr}/${listed}`,
    ]);
    const text = stdout.replace(/\n {2}(?=\S)/g, " ");
    expect(text).toContain(
      `taken as azureml/${dropped}; the other image of this name is azureml/curated/${dropped} (withdrawn)`,
    );
    expect(text).toContain(
      "taken as azureml/curated/minimal-py311-inference; the other image of this name is azureml/minimal-py311-inference (never-listed)",
    );
    expect(stdout).toContain(`\n${mcr}/curated/minimal-py311-inference:40\n`);
    expect(stdout.match(/taken as/g)).toHaveLength(2);
  });

  test("--verbose shows every fact and finding with its source and day", () => {
    const { stdout } = box.run(["image", "--verbose", dropped]);
    expect(stdout).toMatch(/^ {2}operating system +ubuntu20\.04 \(.+, 20\d\d-\d\d-\d\d\)$/m);
    expect(stdout).toMatch(/^ {2}end of Ubuntu 20\.04 +2025-05-\d\d \(.+, 20\d\d-\d\d-\d\d\)$/m);
    expect(stdout).toMatch(/^ {2}existence +unknown: no registry was asked/m);
    expect(stdout).toMatch(/^ {2}support +dropped \(Microsoft's list/m);
    expect(stdout).toMatch(/^ {6}confidence: high$/m);
  });

  test("says what is unknown beside a verdict without findings", () => {
    const { status, stdout } = box.run(["image", listed]);
    expect(status).toBe(0);
    expect(stdout).toContain(
      image(listed).images[0]?.os === null
        ? "    No findings, but unknown: operating system (--online may tell)\n"
        : "    No findings\n",
    );
  });

  test.each([
    [["image", listed], 0],
    [["image", dropped], 1],
    [["image", listed, dropped], 1],
    [["image", "--exit-zero", dropped], 0],
    [["image", "--fail-on", "never", dropped], 0],
    [["image", "--ignore", "eol-os,eol-python,unsupported-image", dropped], 0],
    [["image", "--only", "floating-tag", "--fail-on", "warning", listed], 1],
    [["image", "--rule", "eol-os=warning", "--only", "eol-os", dropped], 0],
    [["image", "--rule", "eol-os=warning", "--only", "eol-os", "--fail-on", "warning", dropped], 1],
    [["image", "--as-of", "2023-01-01", `${dropped}:20221201.v1`, "--only", "eol-os"], 0],
    [["image", listed, "python:3.12"], 2],
    [["image", "--exit-zero", dropped, "python:3.12"], 2],
  ])("%j ends with exit code %i", (args, code) => {
    expect(box.run(args).status).toBe(code);
  });

  test("answers the other images if one is no azureml image, and names the nearest", () => {
    const asked = [
      "python:3.12",
      listed,
      `ghcr.io/team/azureml/${listed}:1`,
      "minimal-py313-inference",
    ];
    const { status, stdout, stderr } = box.run(["image", ...asked]);
    expect(status).toBe(2);
    expect(stdout).toContain(`${mcr}/${listed}\n`);
    const [first, second, third] = stderr.split("\n");
    expect(first).toBe(
      "inferlint: error: python:3.12: not an azureml image; nothing was checked; inferlint images lists those in support",
    );
    expect(second).toBe(
      `inferlint: error: ghcr.io/team/azureml/${listed}:1: not an azureml image: ghcr.io is not mcr.microsoft.com or a mirror of images.mirrors; nothing was checked (did you mean ${mcr}/${listed}?)`,
    );
    expect(third).toMatch(
      /^inferlint: error: minimal-py313-inference: not an azureml image; nothing was checked \(did you mean .*azureml\/minimal-py312-inference.*\?\)$/,
    );
    const { images, notChecked, summary } = image(...asked);
    expect(images).toHaveLength(1);
    expect(notChecked.map((one) => one.asked)).toEqual([asked[0], asked[2], asked[3]]);
    expect(summary).toMatchObject({ images: 1, notChecked: 3 });
  });

  test("leaves an existing report as it is where something was not checked", () => {
    const args = ["image", "-f", "json", "-o", "report.json"];
    expect(box.run([...args, listed]).status).toBe(0);
    const before = box.read("report.json");
    const { status, stderr } = box.run([...args, listed, "python:3.12"]);
    expect(status).toBe(2);
    expect(stderr).toContain("report.json was not changed");
    expect(box.read("report.json")).toBe(before);
  });

  test.each([
    `${listed}\u001b[31m`,
    "\u202e\u2066minimal",
    "::error::x",
    "##vso[task.setvariable]x",
    "a\nb\rc",
    "$X",
    `${listed}:$TAG`,
    `${listed}:{{latest-image-tag}}`,
    "-inference",
    `${"x".repeat(60_000)}-inference`,
    `${mcr}/${"x".repeat(250)}-inference`,
    "toString",
    "__proto__",
    "constructor",
  ])("is safe with hostile names: %j", (name) => {
    const { status, stdout, stderr } = box.run(["image", "--", name]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    // eslint-disable-next-line no-control-regex
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e\u2066]|^::|##\w*\[/m);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr.length).toBeLessThan(1_500);
    expect(image("--", name).notChecked).toHaveLength(1);
  });

  test("has colors only where they are asked for", () => {
    // eslint-disable-next-line no-control-regex
    const colors = /\u001b\[/;
    expect(box.run(["image", dropped]).stdout).not.toMatch(colors);
    expect(box.run(["image", "--color", "always", dropped]).stdout).toMatch(colors);
    expect(box.run(["image", "--color", "always", "-f", "json", dropped]).stdout).not.toMatch(
      colors,
    );
    expect(box.run(["images"]).stdout).not.toMatch(colors);
    expect(box.run(["images", "--color", "always"]).stdout).toMatch(colors);
  });

  test.each([
    [["image"], /takes the names of images; inferlint images lists those in support/],
    [["image", "--format", "sarif", listed], /which writes text or json/],
    [["image", "--fix", listed], /--fix is not valid with image/],
    [["image", "--target", "x", listed], /--target is not valid with image/],
    [["image", "--baseline", "x", listed], /--baseline is not valid with image/],
    [["image", "-v", "-q", listed], /--verbose and --quiet exclude each other/],
    [["image", "-v", "-f", "json", listed], /--verbose requires --format text/],
    [["image", "--strict", listed], /--strict is only valid with --online, --facts/],
    [["facts", "show", listed], /no inferlint facts show; use inferlint image --verbose IMAGE/],
  ])("%j is a usage error", (args, message) => {
    const { status, stdout, stderr } = box.run(args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

describe("the settings of image", () => {
  const mirror = "contoso.azurecr.io/mcr/azureml";

  test("are those of the working directory: mirrors, levels, window and failOn", () => {
    box.write(
      ".inferlint.yaml",
      [
        `images: { mirrors: [{ prefix: ${mirror}, for: ${mcr} }] }`,
        "rules: { eol-os: off, floating-tag: warning }",
        "failOn: warning",
        "build: { targets: [serve], args: { TAG: x } }",
        "",
      ].join("\n"),
    );
    const { status, stdout, stderr } = box.run(["image", `${mirror}/${listed}`, dropped]);
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toContain(`${mirror}/${listed}\n`);
    expect(stdout).toMatch(/warning floating-tag/);
    expect(stdout).not.toContain("eol-os");
    expect(box.run(["image", "--no-config", `${mirror}/${listed}`]).status).toBe(2);
    expect(box.run(["image", "--no-config", listed]).status).toBe(0);
  });

  test("of a policy are a minimum", () => {
    box.write("policy.yaml", "rules: { eol-os: error }\n");
    box.write(".inferlint.yaml", "rules: { eol-os: off }\n");
    const { stdout, stderr } = box.run(["image", "--policy", "policy.yaml", dropped]);
    expect(stdout).toMatch(/error +eol-os/);
    expect(stderr).toMatch(/\.inferlint\.yaml:1:\d+: .*eol-os/);
  });

  test("can suppress what is accepted for this image, which is said", () => {
    box.write(
      ".inferlint.yaml",
      `exceptions: [{ rules: [eol-os, eol-python, unsupported-image], images: [azureml/${dropped}], reason: "until\\u001b we moved" }]\n`,
    );
    const { status, stdout } = box.run(["image", dropped]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {4}suppressed: eol-os, Ubuntu 20\.04 support ended on /m);
    expect(stdout).toContain("\\u{1b} we moved");
    expect(stdout).toMatch(/No findings about 1 image, 3 suppressed, as of/);
    expect(image(dropped).summary).toMatchObject({ errors: 0, suppressed: 3 });
    expect(image("--no-config", dropped).summary).toMatchObject({ errors: 3, suppressed: 0 });
  });

  test("have no baseline, and nothing in the directory is read", () => {
    box.write("Dockerfile", `FROM ${mcr}/${dropped}\nUSER root\n`);
    box.run(["--update-baseline"]);
    expect(rulesOf(image(dropped))).toEqual([["eol-os", "eol-python", "unsupported-image"]]);
  });
});

describe("images", () => {
  const images = (...args: readonly string[]): ImagesReportV1 => {
    const { stdout, stderr, status } = box.run(["images", "--format", "json", ...args]);
    expect([stderr, status]).toEqual(["", 0]);
    validate("images", stdout);
    return JSON.parse(stdout) as ImagesReportV1;
  };

  test("lists what is in support, what ends last first, with facts and ends", () => {
    const { stdout, status } = box.run(["images"]);
    expect(status).toBe(0);
    const names = images().images.map(({ repository }) => repository);
    expect([...stdout.matchAll(/^mcr\.microsoft\.com\/(\S+)$/gm)].map(([, name]) => name)).toEqual(
      names,
    );
    expect(names).toContain(`azureml/${listed}`);
    expect(names).not.toContain(`azureml/${dropped}`);
    expect(stdout).toMatch(/^ {2}listed \(20\d\d-\d\d-\d\d\); CPU; /m);
    expect(stdout).toMatch(/Ubuntu \d\d\.04 until 20\d\d-\d\d-\d\d/);
    expect(stdout).toContain(`\n${names.length} images in support, as of 2026-11-23\n`);
  });

  test("lists no image that is ended, dropped, withdrawn or was never listed", () => {
    const { images: found } = images();
    const report = image(...found.map(({ reference }) => reference));
    expect(report.images.map(({ repository }) => repository)).toEqual(
      found.map(({ repository }) => repository),
    );
    const rules = rulesOf(report).flat();
    for (const rule of ["eol-os", "eol-python", "unsupported-image", "unlisted-image"])
      expect(rules).not.toContain(rule);
  });

  test("filters by processor and Python", () => {
    const all = images().images;
    expect(images("--processor", "gpu").images).toEqual(
      all.filter(({ processor }) => processor === "gpu"),
    );
    expect(images("--python", "3.12", "--processor", "cpu")).toMatchObject({
      processor: "cpu",
      python: "3.12",
      images: all.filter(({ processor, python }) => processor === "cpu" && python === "3.12"),
    });
    const { stdout, status, stderr } = box.run(["images", "--python", "3.7"]);
    expect([stdout, status, stderr]).toEqual([
      "No image in support (Python 3.7), as of 2026-11-23\n",
      0,
      "",
    ]);
  });

  test("writes versions for Renovate, and keeps an existing file where something is open", () => {
    const args = ["images", "--format", "renovate", "-o", "images.json", "--processor", "gpu"];
    expect(box.run(args)).toMatchObject({ status: 0, stdout: "", stderr: "" });
    const written = box.read("images.json");
    validate("renovate", written);
    expect(Object.keys((JSON.parse(written) as RenovateReportV1).packages)).toEqual(
      images("--processor", "gpu").images.map(({ reference }) => reference.replace(/:latest$/, "")),
    );
    const other = box.run(["--format", "renovate"]);
    expect(other.status).toBe(2);
    expect(other.stderr).toContain("--format renovate is not valid with lint");
  });

  test.each([
    [["--processor", "tpu"], /--processor must be cpu or gpu, not tpu/],
    [["--processor", "cuda"], /did you mean gpu\?/],
    [["--python", "py312"], /--python takes a version such as 3\.12, not py312/],
    [["--python", "3.12.4"], /--python takes a version such as 3\.12/],
    [["--python", "\u001b[2J"], /--python takes a version such as 3\.12, not \\u\{1b\}\[2J/],
    [["--python"], /--python needs a value/],
    [["--only", "eol-os"], /--only is not valid with images/],
    [["-f", "concise"], /which writes text, json or renovate/],
    [[listed], /takes no arguments; to check an image: inferlint image minimal-py312-inference/],
  ])("images %j is a usage error", (args, message) => {
    const { status, stdout, stderr } = box.run(["images", ...args]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

describe("in a repository with folders of these names", () => {
  beforeEach(() => {
    for (const folder of ["image", "images"])
      box.write(`${folder}/Dockerfile`, `FROM ${mcr}/${dropped}\n`);
  });

  test("the first word is the command", () => {
    expect(box.run(["image"])).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("a directory of that name is ./image") as unknown,
    });
    const { stdout, stderr, status } = box.run(["images"]);
    expect(stdout).toContain("images in support");
    expect(status).toBe(0);
    expect(stderr).toBe(
      "inferlint: note: images is a command; to check the folder of that name: inferlint ./images\n",
    );
    expect(box.run(["images", "--quiet"]).stderr).toBe("");
    expect(box.run(["image", "images"]).status).toBe(2);
  });

  test.each([
    ["./image", "image/Dockerfile"],
    ["./images", "images/Dockerfile"],
    ["lint image", "image/Dockerfile"],
    ["lint images", "images/Dockerfile"],
    ["images/", "images/Dockerfile"],
    ["images/Dockerfile", "images/Dockerfile"],
  ])("inferlint %s checks the folder", (line, path) => {
    const { status, stdout } = box.run(line.split(" "));
    expect(status).toBe(1);
    expect(stdout.split("\n")[0]).toBe(path);
  });

  test("help says so", () => {
    expect(box.run(["--help"]).stdout.replace(/\s+/g, " ")).toContain(
      "a directory named like a command: ./NAME, or lint NAME",
    );
  });
});
