import { describe, expect, test } from "vitest";
import { latestVersion } from "../../../src/domain/image/image-version.ts";
import type { Finding } from "../../../src/domain/rule/finding.ts";
import { calendarDate } from "../../../src/text/calendar-date.ts";
import { findingsOf, referencesIn } from "../../support/fix-run.ts";
import { expectWellFormed } from "../../support/rule-tester.ts";
import { everyAzuremlImage } from "../../support/settings.ts";
import {
  datedTags,
  shippedCatalogue,
  shippedData,
  shippedDay,
  statedRow,
} from "../../support/shipped-catalogue.ts";

// Laws of the verdicts on every image that the catalogue knows, with the facts that ship, as of the day of their newest source.
// They hold whatever a refresh brings.

const { repositories } = shippedData.images;
const inference = ["inference", "inference-base", "curated-inference"];
/** How much older than the newest known tag a tag has to be, in days, for every way of counting six months. */
const windowDays = 190;

function check(dockerfile: string): Promise<readonly Finding[]> {
  return findingsOf(dockerfile, {
    asOf: shippedDay,
    catalogue: shippedCatalogue,
    images: everyAzuremlImage,
  });
}

/** The rules that report the image of each line. */
function ruleIdsAt(findings: readonly Finding[], line: number): readonly string[] {
  return findings.filter(({ region }) => region.startLine === line).map(({ ruleId }) => ruleId);
}

describe.each(Object.entries(repositories))("%s", (repository, entry) => {
  const dated = datedTags(repository);
  const tags = [...new Set([dated[0]?.tag, dated.at(-1)?.tag, "latest"])].filter(
    (tag) => tag !== undefined,
  );
  const dockerfile = tags.map((tag) => `FROM mcr.microsoft.com/${repository}:${tag}\n`).join("");
  const isInference = inference.includes(entry.family);

  test("is checked by what the data states of each version", async () => {
    const findings = await check(dockerfile);
    for (const [index, tag] of tags.entries()) {
      const rules = ruleIdsAt(findings, index + 1);
      const row = statedRow(repository, tag);
      const os = row?.os ?? entry.os;
      if (os !== undefined) expect(rules.includes("eol-os"), `eol-os of ${tag}`).toBe(hasEnded(os));
      const python = row?.python ?? entry.python;
      if (python !== undefined && isInference)
        expect(rules.includes("eol-python"), `eol-python of ${tag}`).toBe(
          hasEnded(`python${python}`),
        );
      expect(rules.includes("unsupported-image"), `unsupported-image of ${tag}`).toBe(
        entry.support === "dropped" || entry.support === "withdrawn",
      );
      if (isInference)
        expect(rules.includes("unlisted-image"), `unlisted-image of ${tag}`).toBe(
          entry.support === "never-listed",
        );
    }
    // Only the last stage is built.
    const user = statedRow(repository, "latest")?.user ?? entry.user;
    const isRoot = user !== undefined && /^(?:root|0)(?::|$)/.test(user);
    const roots = findings.filter(({ ruleId }) => ruleId === "root-user");
    expect(roots.length > 0, "root-user").toBe(isRoot);
  });

  test("is as old as its tags: the newest and latest are not stale, and one of long before is", async () => {
    const findings = await check(dockerfile);
    const isStale = (tag: string): boolean =>
      ruleIdsAt(findings, tags.indexOf(tag) + 1).includes("stale-tag");
    const [oldest, newest] = [dated[0], dated.at(-1)];
    expect(isStale("latest")).toBe(false);
    if (!oldest || !newest) return;
    expect(isStale(newest.tag)).toBe(false);
    const age = (Date.parse(newest.day) - Date.parse(oldest.day)) / 86_400_000;
    if (isInference && age > windowDays) expect(isStale(oldest.tag)).toBe(true);
  });

  test("has findings of one sentence each, with evidence of no later day", async () => {
    for (const finding of await check(dockerfile)) {
      expectWellFormed(finding, dockerfile);
      for (const { source, asOf } of finding.evidence) {
        expect(source).not.toBe("");
        expect((asOf ?? shippedDay) <= shippedDay, `${source} of ${asOf ?? ""}`).toBe(true);
      }
    }
  });

  test("has no remedy that leads to an image which a rule reports", async () => {
    for (const { ruleId, message } of await check(dockerfile))
      for (const reference of referencesIn(message.remedy)) {
        const found = await check(`FROM ${reference}\nUSER app\n`);
        const isSame = reference.startsWith(`mcr.microsoft.com/${repository}:`);
        // That its support ends soon, or that little is known of it, is no reason to keep an old tag of the same image.
        const reported = found.filter(
          (other) => !(isSame && ["support-ending", "unverified-image"].includes(other.ruleId)),
        );
        expect(
          reported.map((other) => other.ruleId),
          `${ruleId}: ${message.remedy.text}`,
        ).toEqual([]);
      }
  });
});

/** @param release `ubuntu20.04` */
function hasEnded(release: string): boolean {
  const { cycles } = shippedData.cycles;
  const end = cycles[release.replace(/(?<=[a-z])(?=\d)/, " ")]?.endOfLife;
  return end !== undefined && end < shippedDay;
}

describe("the lists", () => {
  const of = (...states: readonly string[]) =>
    Object.entries(repositories).filter(
      ([, { support, family }]) => states.includes(support ?? "") && inference.includes(family),
    );

  test.each(of("listed", "published"))("%s is current and well known", async (repository) => {
    const facts = await shippedCatalogue.repositoryFacts(
      repository,
      latestVersion,
      calendarDate(shippedDay),
    );
    expect(facts).toMatchObject({
      python: { known: true },
      processor: { known: true },
      defaultUser: { known: true },
      supportEnded: null,
    });
  });

  test.each(of("dropped", "withdrawn"))("%s has the day that ended it", async (repository) => {
    const facts = await shippedCatalogue.repositoryFacts(
      repository,
      latestVersion,
      calendarDate(shippedDay),
    );
    expect(facts?.supportEnded).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test.each(of("dropped").filter(([, { successor }]) => successor?.basis === "extend"))(
    "%s had a framework, and its remedy says what becomes of it and what else changes",
    async (repository, { framework, python }) => {
      const findings = await check(`FROM mcr.microsoft.com/${repository}\nUSER app\n`);
      expect(findings).not.toEqual([]);
      for (const { message } of findings) {
        const { text } = message.remedy;
        expect(text).toContain(`o ${framework ?? ""} image is published any more`);
        if (python !== undefined) expect(text).toContain(`this changes Python ${python} → `);
      }
    },
  );

  test.each(Object.entries(repositories).filter(([, { successor }]) => successor))(
    "the successors of %s end at an image that is not gone",
    (repository) => {
      const chain = [repository];
      for (let next = successorOf(repository); next !== undefined; next = successorOf(next)) {
        expect(chain).not.toContain(next);
        chain.push(next);
      }
      const end = chain.at(-1) ?? "";
      // Microsoft's example moved from its own Triton images to NVIDIA's, which are not in the catalogue.
      if (!end.startsWith("azureml/")) return;
      const last = repositories[end];
      expect(last, chain.join(" → ")).toBeDefined();
      expect(["dropped", "withdrawn"], chain.join(" → ")).not.toContain(last?.support);
    },
  );

  const successorOf = (repository: string): string | undefined =>
    repositories[repository]?.successor?.repository;
});
