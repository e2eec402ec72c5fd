// CHANGELOG.md: the section of a version, which is also the text of its release.
import { ReleaseError } from "./release-error.mjs";

const heading = /^## \[(\d+\.\d+\.\d+|Unreleased)\](?: - (\d{4}-\d{2}-\d{2}|Unreleased))?$/gm;

/**
 * The sections, newest first. `date` is null for one that is not released, `end` where its text ends.
 * @param {string} text
 */
function sectionsOf(text) {
  const found = [...text.matchAll(heading)];
  return found.map(({ 0: line, 1: name, 2: date, index }, i) => {
    const end = found[i + 1]?.index ?? text.length;
    return {
      name,
      date: date && date !== "Unreleased" ? date : null,
      start: index,
      end,
      body: text.slice(index + line.length, end).trim(),
    };
  });
}

/**
 * The section of a version; null if there is none.
 * @param {string} text
 * @param {string} version
 * @returns {{ date: string | null, body: string } | null}
 */
export function sectionOf(text, version) {
  const section = sectionsOf(text).find(({ name }) => name === version);
  return section ? { date: section.date, body: section.body } : null;
}

/**
 * The text with a dated section of the version. It is the one of that name, else that called Unreleased. A section that has a
 * date keeps it.
 * @param {string} text
 * @param {{ version: string, date: string, facts: string }} release facts: what a refresh of the facts changes, as
 * `npm run facts -- build` prints it, or nothing; it is enough for a section of its own
 * @throws ReleaseError if there is no section, or nothing in it
 */
export function withRelease(text, { version, date, facts }) {
  const sections = sectionsOf(text);
  const section =
    sections.find(({ name }) => name === version) ??
    sections.find(({ name, body }) => name === "Unreleased" && (body !== "" || facts !== ""));
  if (section?.date) return text;
  const notes = facts === "" || section?.body.includes(factsHeading) ? "" : factsNotes(facts);
  const body = [section?.body ?? "", notes].filter(Boolean).join("\n\n");
  if (section === undefined && body === "")
    throw new ReleaseError(
      `CHANGELOG.md has no section for ${version}: add "## [${version}] - Unreleased" with what changed for users, or pass ` +
        `--facts-notes FILE if only the facts changed`,
    );
  if (body === "")
    throw new ReleaseError(
      `CHANGELOG.md says nothing about ${version}: write what changed for users`,
    );
  const { start, end } = section ?? { start: sections[0]?.start ?? text.length };
  const rest = text.slice(end ?? start);
  return `${text.slice(0, start)}## [${version}] - ${date}\n\n${body}\n${rest === "" ? "" : `\n${rest}`}`;
}

const factsHeading = "### Facts";

/** Headings of the difference are two levels lower in the section. */
function factsNotes(difference) {
  return `${factsHeading}\n\n${difference.trim().replaceAll(/^##(?= )/gm, "####")}`;
}
