import { describe, expect, test } from "vitest";
import { sectionOf, withRelease } from "../../scripts/release/changelog.mjs";

// The section of a release in CHANGELOG.md.

const head = "# Changelog\n\nAll changes.\n";
const old = "\n## [0.1.0] - 2026-11-29\n\n- The first.\n";
const release = { version: "0.2.0", date: "2027-01-15", facts: "" };
const difference = "## Images\n\n- `azureml/a` is listed\n\n## Sources\n\n- b is of 2027-01-11\n";

describe("a release", () => {
  test.each(["[0.2.0] - Unreleased", "[0.2.0]", "[Unreleased]"])("dates the section %s", (name) => {
    const text = `${head}\n## ${name}\n\n### Added\n\n- A rule.\n${old}`;
    const dated = withRelease(text, release);
    expect(dated).toBe(`${head}\n## [0.2.0] - 2027-01-15\n\n### Added\n\n- A rule.\n${old}`);
    expect(sectionOf(dated, "0.2.0")).toEqual({
      date: "2027-01-15",
      body: "### Added\n\n- A rule.",
    });
    expect(sectionOf(dated, "0.1.0")).toEqual({ date: "2026-11-29", body: "- The first." });
    expect(withRelease(dated, { ...release, date: "2027-02-01" })).toBe(dated);
  });

  test("dates the only section, at the end of the file", () => {
    const text = `${head}\n## [0.2.0] - Unreleased\n\n- A rule.\n`;
    expect(withRelease(text, release)).toBe(`${head}\n## [0.2.0] - 2027-01-15\n\n- A rule.\n`);
  });

  test("has what a refresh of the facts changes after all else, once", () => {
    const text = `${head}\n## [Unreleased]\n\n- A rule.\n${old}`;
    const dated = withRelease(text, { ...release, facts: difference });
    const facts =
      "### Facts\n\n#### Images\n\n- `azureml/a` is listed\n\n#### Sources\n\n- b is of 2027-01-11";
    expect(dated).toBe(`${head}\n## [0.2.0] - 2027-01-15\n\n- A rule.\n\n${facts}\n${old}`);
    expect(withRelease(dated, { ...release, facts: difference })).toBe(dated);
    const written = `${head}\n## [Unreleased]\n\n${facts}\n${old}`;
    expect(withRelease(written, { ...release, facts: difference }).split("### Facts")).toHaveLength(
      2,
    );
  });

  test.each(["", "\n## [Unreleased]\n"])(
    "of facts alone gets a section, after %j",
    (unreleased) => {
      const dated = withRelease(`${head}${unreleased}${old}`, { ...release, facts: difference });
      expect(sectionOf(dated, "0.2.0")?.body).toMatch(/^### Facts\n\n#### Images\n/);
      expect(dated.endsWith(old)).toBe(true);
      expect(dated).not.toContain("Unreleased");
    },
  );

  test.each([
    ["no section", old, "has no section for 0.2.0"],
    ["an empty section called Unreleased", `\n## [Unreleased]\n${old}`, "has no section for 0.2.0"],
    ["an empty section", `\n## [0.2.0] - Unreleased\n${old}`, "says nothing about 0.2.0"],
  ])("is not made with %s", (_, sections, message) => {
    expect(() => withRelease(head + sections, release)).toThrow(`CHANGELOG.md ${message}`);
  });
});
