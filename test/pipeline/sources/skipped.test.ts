import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type * as ByteTest from "../../../src/discover/byte-test.ts";
import type * as MayMatter from "../../../src/pipeline/may-matter.ts";
import type { Report } from "../../../src/index.ts";
import { reportOn } from "../../support/repository.ts";

// Files are left unread by their bytes only where reading them changes no report.

const read = vi.hoisted(() => ({ everything: false }));

vi.mock("../../../src/discover/byte-test.ts", async (original) => {
  const own = await original<typeof ByteTest>();
  return {
    ...own,
    mayNameImage: (...passed: Parameters<typeof own.mayNameImage>) =>
      read.everything || own.mayNameImage(...passed),
    mayDescribeBuild: (...passed: Parameters<typeof own.mayDescribeBuild>) =>
      read.everything || own.mayDescribeBuild(...passed),
  };
});
vi.mock("../../../src/pipeline/may-matter.ts", async (original) => {
  const own = await original<typeof MayMatter>();
  return {
    mayMatter: async (...passed: Parameters<typeof own.mayMatter>) =>
      read.everything || (await own.mayMatter(...passed)),
  };
});

const name = "minimal-ubuntu20.04-py38-cpu-inference:20210101.v1";
/** The word that decides, whole and in the forms that languages read as the same. */
const words = fc.constantFrom(
  ...["azureml", "AzureML", 'azur"e"ml', "azure''ml", String.raw`azure\ml`, String.raw`"azure"ml`],
  ...["azure\\\nml", "azure\\\n  ml", String.raw`\u0061zureml`, String.raw`azure\x6dl`],
  ...[
    String.raw`azure\155l`,
    String.raw`\U00000061zureml`,
    "azure",
    "azure ml",
    "${A}ml",
    "$(A)ml",
  ],
);
const reference = words.map((word) => `mcr.microsoft.com/${word}/${name}`);

const lines = fc.oneof(
  reference.map((text) => `k: ${text}`),
  reference.map((text) => `k: "${text}"`),
  reference.map((text) => `A = "${text}"`),
  reference.map((text) => `{"k": "${text}"}`),
  reference.map((text) => `run ${text}`),
  reference.map((text) => `run $'${text}'`),
  reference.map((text) => `run --build-arg BASE=${text} .`),
  reference.map((text) => `docker build --build-arg BASE=${text} .`),
  reference.map((text) => `FROM ${text}\nUSER root`),
  reference.map((text) => `services: { a: { build: { args: { BASE: "${text}" } } } }`),
  reference.map(
    (text) =>
      `services: { a: { build: { additional_contexts: { base: "docker-image://${text}" } } } }`,
  ),
  reference.map((text) => `target "a" {\n  args = { BASE = "${text}" }\n}`),
  reference.map((text) => `# inferlint: ignore[eol-os] -- why\nk: ${text}`),
  fc.constantFrom(
    "A=azure",
    "# inferlint: ignore[eol-os] -- why",
    "services: { a: { build: { target: serve } } }",
    "services: { a: { build: { context: ., additional_contexts: { base: other } } } }",
    'target "a" {\n  target = "serve"\n}',
    "docker build --target serve .",
    '"docker" build --target serve .',
    "do'ck'er b''uild --target serve .",
    "docker bui\\\nld --target serve .",
    "BuildContext(path='.')",
    "dependencies: [python=3.8]",
    "$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\nenvironment: file:a.yml",
  ),
);
const dockerfile = fc
  .array(
    fc.constantFrom(
      "ARG BASE",
      "FROM $BASE AS serve",
      "FROM base AS serve",
      "FROM scratch",
      "FROM mcr.microsoft.com/azu\\\nreml/minimal-py312-inference AS other",
      "USER root",
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => `${all.join("\n")}\n`);

const paths = [
  "a.yml",
  "b.json",
  "c.py",
  "d.sh",
  "e.env",
  "Makefile",
  "docker-bake.hcl",
  "f.txt",
  "g",
];
const notebook = fc.array(lines, { minLength: 1, maxLength: 3 }).map((source) =>
  JSON.stringify({
    cells: source.map((text) => ({ cell_type: "code", source: [text], outputs: [] })),
    metadata: {},
    nbformat: 4,
  }),
);
const files = fc
  .record({
    texts: fc.dictionary(
      fc.constantFrom(...paths),
      fc.array(lines, { minLength: 1, maxLength: 2 }).map((all) => `${all.join("\n")}\n`),
      { minKeys: 1, maxKeys: 4 },
    ),
    Dockerfile: fc.option(dockerfile, { freq: 4 }),
    notebook: fc.option(notebook, { freq: 1 }),
  })
  .map((own) => ({
    ...own.texts,
    ...(own.Dockerfile === null ? {} : { Dockerfile: own.Dockerfile }),
    ...(own.notebook === null ? {} : { "n.ipynb": own.notebook }),
  }));

/** That a file is not of its kind is said only where something in it can matter. */
function withoutBroken({ notifications, ...report }: Report): Report {
  return { ...report, notifications: notifications.filter(({ id }) => id !== "invalid-source") };
}

test("skipping by bytes changes no report", async () => {
  let reports = 0;
  await fc.assert(
    fc.asyncProperty(files, async (own) => {
      read.everything = false;
      const { summary, ...report } = withoutBroken(await reportOn(own));
      read.everything = true;
      const { summary: whole, ...expected } = withoutBroken(await reportOn(own));
      expect(report).toEqual(expected);
      // What was skipped was not parsed.
      expect(summary).toEqual({ ...whole, checked: summary.checked });
      if (report.findings.length > 0) reports++;
    }),
    { seed: 20261123, numRuns: 300 },
  );
  expect(reports).toBeGreaterThan(100);
});
