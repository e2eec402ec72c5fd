import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ruleset } from "../../../src/pipeline/ruleset.ts";
import { shardOf } from "../../../src/pipeline/shard/shard-of.ts";
import { formats } from "../../../src/report/index.ts";
import type { RanHere } from "../../support/run-here.ts";
import { runHere } from "../../support/run-here.ts";
import { temporaryDirectory } from "../../support/working-copy.ts";

// The merged shards of a run are that run: byte for byte, with its notifications and its exit code.

// An id that counts, with a notification.
const [formerId = ""] = ruleset.flatMap(({ aliases = [] }) => aliases);

const patience = 900_000;
const trees = 60;

const image = "mcr.microsoft.com/azureml";
const reference = fc.constantFrom(
  `${image}/minimal-ubuntu20.04-py38-cpu-inference:latest`,
  `${image}/minimal-py312-inference:20250219.v1`,
  `${image}/minimal-py312-inference:\${TAG}`,
  `${image}/unknown-ubuntu22.04-py311-inference:20260601.v1`,
  `${image}/openmpi5.0-ubuntu24.04:latest`,
  `${image}/curated/tritonserver-inference:3`,
  "python:3.11",
);
const ruleList = fc
  .uniqueArray(
    fc.constantFrom("eol-os", "eol-python", "stale-tag", "root-user", formerId, "no-rule"),
    { minLength: 1, maxLength: 3 },
  )
  .map((names) => names.join(", "));
const until = fc.constantFrom(
  "",
  "",
  " until=2026-11-29",
  " until=2026-12-31",
  " until=2026-01-01",
);
const comment = fc
  .tuple(fc.constantFrom("ignore", "ignore-file"), ruleList, until)
  .map(([kind, rules, end]) => `# inferlint: ${kind}[${rules}]${end} -- why\n`);
const dockerfile = fc
  .array(
    fc
      .tuple(
        fc.option(comment, { nil: "" }),
        reference,
        fc.constantFrom("", "USER app\n", "USER root\n", "FROMM x\n", "RUN make\n"),
      )
      .map(([suppression, from, user]) => `${suppression}FROM ${from}\n${user}`),
    { minLength: 1, maxLength: 3 },
  )
  .map((stages) => `ARG TAG\n${stages.join("")}`);
const pointer = fc.constant(
  `version https://git-lfs.github.com/spec/v1\noid sha256:${"a".repeat(64)}\nsize 100\n`,
);
const compose = fc
  .tuple(reference, fc.constantFrom("a", "b/c", "missing"))
  .map(
    ([name, context]) =>
      `services:\n  one: { image: "${name}", user: root }\n  two: { build: { context: ${context}, target: nowhere } }\n`,
  );
const broken = fc.constant(
  "services: [a\n  image: mcr.microsoft.com/azureml/minimal-py312-inference:1\n",
);
const files = fc.dictionary(
  fc
    .tuple(
      fc.constantFrom("", "a/", "b/", "b/c/", "nested/", "nested/d/", "ü/"),
      fc.constantFrom("Dockerfile", "Dockerfile.gpu", "x.dockerfile", "Containerfile"),
    )
    .map((parts) => parts.join("")),
  fc.oneof({ arbitrary: dockerfile, weight: 9 }, { arbitrary: pointer, weight: 1 }),
  { minKeys: 1, maxKeys: 14 },
);

const scope = fc.constantFrom(
  ...["", "", ", files: [a/**]", ", files: [none/**]", ", images: [azureml/minimal-*]"],
);
const exception = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom("eol-os", "eol-python", "stale-tag", "root-user"), {
      minLength: 1,
      maxLength: 2,
    }),
    fc.constantFrom("", ", until: 2026-11-29", ", until: 2026-01-01"),
    scope,
  )
  .map(
    ([rules, end, where]) => `  - { rules: [${rules.join(", ")}], reason: why${end}${where} }\n`,
  );
const config = fc
  .tuple(
    fc.uniqueArray(
      fc.constantFrom(
        ...["failOn: warning", `rules: { root-user: note, ${formerId}: warning }`],
        "overrides:\n  - { files: [a/**, nothing/**], rules: { unlisted-image: off, root-user: off } }\n  - { files: ['**/x.dockerfile'], rules: { eol-os: note } }",
        "require:\n  - { name: ours, images: ['**'], registry: [contoso.example.com], level: warning }",
        "images: { include: ['azureml/**'] }",
        "files: { exclude: [absent/**] }",
      ),
    ),
    fc.uniqueArray(exception, { maxLength: 3 }),
  )
  .map(([lines, exceptions]) => {
    const list = exceptions.length === 0 ? [] : [`exceptions:\n${exceptions.join("")}`];
    const all = [...lines, ...list];
    return all.length === 0 ? "{}\n" : `${all.join("\n")}\n`;
  });
const policy = fc.constantFrom(
  "{}\n",
  "failOn: note\nmaxExceptionDays: 10\nallowLocal: [root-user]\n",
  "rules: { root-user: error, eol-os: error }\nexceptionRules: { maxOpen: 1, reason: ['why*'] }\nbaseline: .inferlint-baseline.json\n",
);
const tree = fc.record({
  files,
  composes: fc.dictionary(
    fc.constantFrom("compose.yaml", "a/compose.yaml", "b/docker-compose.yml"),
    fc.oneof({ arbitrary: compose, weight: 5 }, { arbitrary: broken, weight: 1 }),
  ),
  config: fc.option(config, { freq: 5 }),
  nested: fc.option(config, { freq: 2 }),
  policy: fc.option(policy, { freq: 2 }),
  hasBaseline: fc.boolean(),
  isStrict: fc.boolean(),
  hasLink: fc.boolean(),
  ignored: fc.boolean(),
  shards: fc.integer({ min: 1, max: 5 }),
  cwd: fc.constantFrom("", "", "a", "nested"),
});
type Tree = typeof tree extends fc.Arbitrary<infer T> ? T : never;

let home = "";
let number = 0;
beforeAll(() => {
  home = temporaryDirectory();
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Writes a tree; returns its root. */
async function written(one: Tree): Promise<string> {
  const root = join(home, String(number++));
  mkdirSync(join(root, ".git"), { recursive: true });
  for (const folder of ["a", "nested"]) mkdirSync(join(root, folder), { recursive: true });
  for (const [path, text] of Object.entries({ ...one.files, ...one.composes }))
    write(join(root, path), text);
  if (one.hasLink) symlinkSync("../a", join(root, "nested", "linked"));
  if (one.ignored) write(join(root, ".gitignore"), "b/c\n");
  if (one.config !== null) write(join(root, ".inferlint.yaml"), one.config);
  if (one.nested !== null) {
    mkdirSync(join(root, "nested/.git"), { recursive: true });
    write(join(root, "nested/.inferlint.yaml"), one.nested);
  }
  if (one.policy !== null) write(`${root}.policy.yaml`, one.policy);
  if (one.hasBaseline) {
    await ran(root, ["--update-baseline", "--no-inline-ignores"]);
    // Some entries are resolved since, and some findings are new.
    for (const [index, [path, text]] of Object.entries(one.files).entries())
      if (index % 3 === 0) write(join(root, path), text.replaceAll("USER root\n", "USER app\n"));
  }
  return root;
}

async function ran(cwd: string, argv: readonly string[]): Promise<RanHere | string> {
  try {
    return await runHere(cwd, argv);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function compare(one: Tree): Promise<void> {
  const root = await written(one);
  const cwd = join(root, one.cwd);
  const options = [
    ...["..", "."].slice(one.cwd === "" ? 1 : 0, one.cwd === "" ? 2 : 1),
    ...(one.policy === null ? [] : ["--policy", `${root}.policy.yaml`]),
    ...(one.isStrict ? ["--baseline-strict"] : []),
  ];
  const reports: string[] = [];
  for (let index = 1; index <= one.shards; index++) {
    const shard = [...options, "--format", "json", "--shard", `${index}/${one.shards}`];
    const part = await ran(cwd, shard);
    if (typeof part === "string") {
      expect(await ran(cwd, options)).toBe(part);
      return;
    }
    const file = `${root}.${index}.json`;
    writeFileSync(file, part.stdout);
    // In any order.
    reports.unshift(file);
  }
  for (const format of formats) {
    const [whole, merged] = [
      await ran(cwd, [...options, "--format", format]),
      await ran(home, ["merge", "--format", format, ...reports]),
    ];
    expect(merged).toEqual(whole);
  }
}

describe("the shards of a run", () => {
  test(
    "are that run once they are merged",
    async () => {
      await fc.assert(fc.asyncProperty(tree, compare), {
        numRuns: trees,
        seed: 1507,
      });
    },
    patience,
  );

  test("have each file once, and about as many files each", () => {
    const counts = new Map<number, number>();
    for (let file = 0; file < 8_000; file++) {
      const shard = shardOf(`services/${file}/Dockerfile`, 8);
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  test("do not change between releases", () => {
    expect(shardOf("Dockerfile", 8)).toBe(shardOf("Dockerfile", 8));
    expect(["Dockerfile", "score/Dockerfile", "ü/Dockerfile"].map((path) => shardOf(path, 1_000)))
      .toMatchInlineSnapshot(`
      [
        93,
        320,
        394,
      ]
    `);
  });
});
