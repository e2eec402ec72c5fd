import { describe, expect, test } from "vitest";
import type {
  Answer,
  UnresolvedLookup,
  RegistrySource,
  RepositoryAddress,
} from "../../src/domain/image/registry-source.ts";
import { RunLog } from "../../src/pipeline/run-log.ts";
import { UnresolvedLookups } from "../../src/pipeline/unresolved-lookups.ts";

const registry = "mcr.microsoft.com";
const address: RepositoryAddress = { registry, repository: "azureml/minimal-py312-inference" };
const other: RepositoryAddress = { registry, repository: "azureml/minimal-py311-inference" };

function logged(
  unresolved: UnresolvedLookups,
  { strict = false, hasCatalogue = true } = {},
): readonly string[] {
  const log = new RunLog();
  unresolved.conclude(log, { strict, hasCatalogue });
  return log.notifications.map(({ level, id, message }) => `${level} ${id}: ${message}`);
}

/** A source that gives the same answer to every lookup. */
function answering(answer: Answer<never> | null): RegistrySource {
  const lookup = (): Promise<Answer<never> | null> => Promise.resolve(answer);
  return { covers: () => true, tags: lookup, digest: lookup, image: lookup };
}

describe("old answers are reported with the oldest of them", () => {
  const days = ["2026-11-01", "2026-10-01", "2026-10-15"];
  // Every order, so that neither the first nor the last one can count.
  const orders = [days, days.toReversed(), [...days.slice(1), ...days.slice(0, 1)]];

  test.each(orders)("expired answers from the cache: %s, %s, %s", (...order) => {
    const unresolved = new UnresolvedLookups();
    for (const day of order) unresolved.expired(address, `${day}T00:00:00Z`);
    expect(logged(unresolved)).toEqual([
      "warning registry-expired: mcr.microsoft.com did not answer 3 lookups in 1 repository; expired answers from the cache were used, the oldest from 2026-10-01T00:00:00Z.",
    ]);
    expect(unresolved.hasFailures).toBe(true);
  });

  test.each(orders)("outdated answers: %s, %s, %s", (...order) => {
    const unresolved = new UnresolvedLookups();
    for (const why of order) unresolved.add(address, why, { kind: "outdated", why });
    expect(logged(unresolved, { strict: true })).toEqual([
      "error registry-outdated: The recorded answers of mcr.microsoft.com to 3 lookups in 1 repository are older than 7 days, the oldest from 2026-10-01. --strict requires an answer to every lookup.",
    ]);
  });
});

test("failures of different causes are separate, and the same lookup counts once", () => {
  const unresolved = new UnresolvedLookups();
  const refused: UnresolvedLookup = { kind: "unreachable", why: "it refuses connections" };
  unresolved.add(address, "latest", refused);
  unresolved.add(address, "latest", refused);
  unresolved.add(other, "latest", refused);
  unresolved.add(address, "tags", { kind: "unreachable", why: "it answered 500" });
  expect(logged(unresolved)).toEqual([
    "warning registry-unreachable: mcr.microsoft.com did not answer 1 lookup in 1 repository: it answered 500. As far as possible, the catalogue was used instead.",
    "warning registry-unreachable: mcr.microsoft.com did not answer 2 lookups in 2 repositories: it refuses connections. As far as possible, the catalogue was used instead.",
  ]);
  expect(logged(unresolved, { hasCatalogue: false })).toEqual([
    "warning registry-unreachable: mcr.microsoft.com did not answer 1 lookup in 1 repository: it answered 500.",
    "warning registry-unreachable: mcr.microsoft.com did not answer 2 lookups in 2 repositories: it refuses connections.",
  ]);
});

describe("lookups that no source contains", () => {
  const missing = (): UnresolvedLookups => {
    const unresolved = new UnresolvedLookups();
    unresolved.add(address, "tags", { kind: "missing", why: "the facts do not have it" });
    return unresolved;
  };

  test("are not reported, and no failure of a registry", () => {
    expect(logged(missing())).toEqual([]);
    expect(missing().hasFailures).toBe(false);
    expect(missing().hasUnresolved).toBe(true);
  });

  test("are errors with --strict", () => {
    expect(logged(missing(), { strict: true })).toEqual([
      "error facts-missing: The facts file has no answer for 1 lookup in 1 repository of mcr.microsoft.com; run inferlint facts update. --strict requires an answer to every lookup.",
    ]);
  });
});

describe("a registry that fails while the facts file has an answer", () => {
  const source = { name: registry, asOf: null };

  test("is a warning, even with --strict", async () => {
    const unresolved = new UnresolvedLookups();
    const failing = answering({ kind: "throttled", why: "it asks for fewer requests (429)" });
    const facts = answering({ kind: "absent", source });
    const answer = await unresolved.over(failing, facts).image(address, "latest");
    expect(answer).toEqual({ kind: "absent", source });
    expect(unresolved.hasUnresolved).toBe(false);
    expect(logged(unresolved, { strict: true })).toEqual([
      "warning registry-throttled: mcr.microsoft.com did not answer 1 lookup in 1 repository: it asks for fewer requests (429). As far as possible, the facts file was used instead.",
    ]);
  });

  test("nothing is recorded where the file has no answer: that is for the caller to report", async () => {
    const unresolved = new UnresolvedLookups();
    const failure = { kind: "denied", why: "it denied access (403)" } as const;
    const answer = await unresolved.over(answering(failure), answering(null)).tags(address);
    expect(answer).toEqual(failure);
    expect(logged(unresolved, { strict: true })).toEqual([]);
  });

  test("the facts file is not asked where the registry answers", async () => {
    const never = (): Promise<never> => Promise.reject(new Error("was asked"));
    const facts: RegistrySource = { covers: () => true, tags: never, digest: never, image: never };
    const answer = await new UnresolvedLookups()
      .over(answering({ kind: "absent", source }), facts)
      .digest(address, "latest");
    expect(answer).toEqual({ kind: "absent", source });
  });
});

test("with --strict one lookup without an answer is an error, whatever was answered instead", async () => {
  const unresolved = new UnresolvedLookups();
  const refused = { kind: "unreachable", why: "it refuses connections" } as const;
  const recorded: Answer<never> = { kind: "absent", source: { name: registry, asOf: null } };
  const source = unresolved.over(answering(refused), answering(recorded));
  await source.image(address, "1");
  expect([unresolved.hasUnresolved, unresolved.hasFailures]).toEqual([false, true]);
  unresolved.add(address, "2", { kind: "missing", why: "the facts do not have it" });
  unresolved.add(address, "2", { kind: "missing", why: "the facts do not have it" });
  expect([unresolved.hasUnresolved, unresolved.hasFailures]).toEqual([true, true]);
  expect(logged(unresolved, { strict: true })).toEqual([
    "error facts-missing: The facts file has no answer for 1 lookup in 1 repository of mcr.microsoft.com; run inferlint facts update. --strict requires an answer to every lookup.",
    "warning registry-unreachable: mcr.microsoft.com did not answer 1 lookup in 1 repository: it refuses connections. As far as possible, the facts file was used instead.",
  ]);
});
