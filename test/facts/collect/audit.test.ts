import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../support/working-copy.ts";

type Fact = string | null;
interface Version {
  readonly version: string;
  readonly day: string;
  readonly os: Fact;
  readonly python: Fact;
  readonly cuda: Fact;
  readonly user: Fact;
}
type Facts = Readonly<Record<"os" | "python" | "cuda" | "user", Fact>>;
type Row = readonly [versions: string, os: Fact, python: Fact, cuda: Fact, user: Fact];

const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(projectRoot, path), "utf8")) as unknown;

const { environments } = read("scripts/facts/collected/azureml-assets.json") as {
  environments: Readonly<Record<string, { readonly versions: readonly Version[] }>>;
};

/**
 * Facts of every published version, read from the same history by other means: 66 repositories version by version, 46 that never
 * changed from what was known of them as a whole. Null is not stated there.
 */
const audited = read("fixtures/facts-audit/versions.json") as Readonly<
  Record<string, readonly Row[]>
>;
/** `7=2024-02-10 …` by repository. */
const days = read("fixtures/facts-audit/inference-days.json") as Readonly<Record<string, string>>;

/**
 * Where the two differ and the Dockerfile shows who is right: that of versions 36 to 38 names no Python, and neither does the name of
 * their parent (azureml/promptflow/promptflow-runtime-stable:20240124.v3).
 */
const explained = [36, 37, 38].map(
  (version) => `azureml/curated/llm-dbcopilot-embeddings ${String(version)} python`,
);

const numbersIn = (ranges: string): readonly number[] =>
  ranges.split(",").flatMap((range) => {
    const [from = Number.NaN, to = from] = range.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });

const keys = ["os", "python", "cuda", "user"] as const;

function* versionsIn(rows: readonly Row[]): Generator<readonly [string, Facts]> {
  for (const [ranges, os, python, cuda, user] of rows)
    for (const number of numbersIn(ranges)) yield [String(number), { os, python, cuda, user }];
}

function collectedVersion(repository: string, version: string): Version | undefined {
  return environments[repository.replace("azureml/curated/", "")]?.versions.find(
    (each) => each.version === version,
  );
}

describe("the collected facts against the audit", () => {
  it("has every version", () => {
    const missing = Object.entries(audited).flatMap(([repository, rows]) =>
      [...versionsIn(rows)]
        .filter(([version]) => !collectedVersion(repository, version))
        .map(([version]) => `${repository}:${version}`),
    );
    expect(missing).toEqual([]);
    expect(Object.values(audited).flatMap((rows) => [...versionsIn(rows)])).toHaveLength(3783);
  });

  it("differs in no operating system, Python, CUDA version or user that the audit states", () => {
    const differences = Object.entries(audited).flatMap(([repository, rows]) =>
      [...versionsIn(rows)].flatMap(([version, facts]) =>
        keys
          .filter((key) => facts[key] !== null)
          .filter((key) => collectedVersion(repository, version)?.[key] !== facts[key])
          .map((key) => `${repository} ${version} ${key}`),
      ),
    );
    expect(differences).toEqual(explained);
  });

  it("has the day of each version of the inference images", () => {
    const pairs = Object.entries(days).flatMap(([repository, text]) =>
      text.split(" ").map((pair) => [repository, ...pair.split("=")] as const),
    );
    expect(pairs).toHaveLength(375);
    for (const [repository, version = "", day] of pairs)
      expect([repository, version, collectedVersion(repository, version)?.day]).toEqual([
        ...[repository, version, day],
      ]);
  });

  it("states an operating system and a user for every version of the inference images but those of one parent", () => {
    const open = Object.entries(days).flatMap(([repository, text]) =>
      text
        .split(" ")
        .map((pair) => collectedVersion(repository, pair.split("=")[0] ?? ""))
        .filter((version) => !version?.os || !version.user)
        .map((version) => `${repository}:${version?.version ?? ""}`),
    );
    // Their parent is ghcr.io/huggingface/text-generation-inference:0.9, which states no operating system.
    expect(open).toEqual(
      [4, 5, 6, 7, 8, 9, 11, 12, 14].map(
        (version) => `azureml/curated/foundation-model-inference:${String(version)}`,
      ),
    );
  });
});
