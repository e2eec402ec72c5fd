import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectFiles, projectRoot, readManifest } from "./support/working-copy.ts";

// Every link of a document leads somewhere: to a file, and with an anchor to a heading of it. Addresses of this project on GitHub
// are paths of this repository. What other hosts have is not asked for.

const documents = projectFiles().filter(
  (path) => path.endsWith(".md") && !/^(?:dist|fixtures)\//.test(path),
);
const { homepage } = readManifest();

/** Without code, where brackets are no links and `#` begins no heading. */
function prose(markdown: string): string {
  return markdown
    .replace(/^( *)(`{3,}|~{3,}).*?^ *\2 *$/gms, "")
    .replace(/(`+)[^`].*?\1/g, (code) => code.replace(/[[\]()]/g, "_"));
}

/** The anchors of a document's headings, as GitHub makes them: of two alike, the second one ends in `-1`. */
function anchorsOf(markdown: string): readonly string[] {
  const counts = new Map<string, number>();
  return [...prose(markdown).matchAll(/^#{1,6} +(.*?) *$/gm)].map(([, heading = ""]) => {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** The targets of inline links and images, of references, and of addresses in angle brackets. */
function linksOf(markdown: string): readonly string[] {
  const text = prose(markdown);
  return [
    ...text.matchAll(/\]\(\s*<?([^)\s>]*)>?(?:\s+"[^"]*")?\s*\)/g),
    ...text.matchAll(/^ {0,3}\[[^\]]+\]:\s+<?(\S+?)>?\s*$/gm),
    ...text.matchAll(/<((?:https?:|mailto:)[^>\s]+)>/g),
  ].map(([, target = ""]) => target);
}

/** What is wrong with a link; null where it leads somewhere. */
function faultOf(link: string, document: string): string | null {
  const own = link.startsWith(`${homepage}/`) ? link.slice(homepage.length + 1) : null;
  const [, kind, onMain] = /^(blob|tree)\/main\/([^#?]+)/.exec(own ?? "") ?? [];
  if (onMain !== undefined) {
    const file = join(projectRoot, decodeURI(onMain));
    if (!existsSync(file)) return "there is no such file";
    return statSync(file).isDirectory() === (kind === "tree") ? null : `is no ${kind}`;
  }
  if (/^https:\/\/[\w.-]+\.[a-z]+(?:[/?#]|$)/.test(link)) return null;
  if (/^[a-z][a-z\d+.-]*:/i.test(link) || link.startsWith("/"))
    return "is neither https nor relative";
  const [path = "", anchor] = decodeURI(link).split("#");
  const target = path === "" ? document : join(dirname(document), path);
  const file = join(projectRoot, target);
  if (!existsSync(file)) return "there is no such file";
  if (anchor === undefined) return null;
  if (!target.endsWith(".md")) return /^L\d+$/.test(anchor) ? null : "only documents have headings";
  return anchorsOf(readFileSync(file, "utf8")).includes(anchor) ? null : "there is no such heading";
}

test.each([
  ["#no-such-heading", "there is no such heading"],
  ["LICENSE", null],
  ["LICENSES", "there is no such file"],
  ["docs", null],
  ["rules/eol-os/README.md#why", null],
  ["rules/eol-os/README.md#because", "there is no such heading"],
  ["LICENSE#why", "only documents have headings"],
  ["/docs/ci.md", "is neither https nor relative"],
  ["http://example.org", "is neither https nor relative"],
  ["https://example.org/a", null],
  [`${homepage}/blob/main/rules/eol-os/README.md`, null],
  [`${homepage}/blob/main/rules/eol-osx/README.md`, "there is no such file"],
  [`${homepage}/tree/main/fixtures/examples`, null],
  [`${homepage}/tree/main/LICENSE`, "is no tree"],
])("the search for broken links: %s: %s", (link, fault) => {
  expect(faultOf(link, "README.md")).toBe(fault);
});

test("anchors are those of GitHub", () => {
  const text = "# A `b` & c\n## [Link](x.md) – here\n```sh\n# no heading\n```\n## Fix\n### Fix\n";
  expect(anchorsOf(text)).toEqual(["a-b--c", "link--here", "fix", "fix-1"]);
});

test("links are found in text, images and references, not in code", () => {
  const text =
    "[a](b.md) ![c](d.png) `[no](no.md)` <https://x.y>\n[r]: e.md\n```md\n[no](no.md)\n```\n[f](g.md\n)";
  expect(linksOf(text)).toEqual(["b.md", "d.png", "g.md", "e.md", "https://x.y"]);
});

test("there are documents of all kinds", () => {
  expect(documents).toEqual(
    expect.arrayContaining([
      "README.md",
      "docs/ci.md",
      "rules/README.md",
      "rules/eol-os/README.md",
    ]),
  );
});

describe.each(documents)("%s", (document) => {
  test("has no broken links", () => {
    const links = linksOf(readFileSync(join(projectRoot, document), "utf8"));
    const broken = links.flatMap((link) => {
      const fault = faultOf(link, document);
      return fault === null ? [] : `${link}: ${fault}`;
    });
    expect(broken).toEqual([]);
  });
});

test("a page of every document leads there: nothing in docs/ is without a link from README.md", () => {
  const linked = linksOf(readFileSync(join(projectRoot, "README.md"), "utf8")).map(
    (link) => link.split("#")[0],
  );
  const pages = documents.filter((path) => path.startsWith("docs/"));
  const indirect = ["docs/facts-data.md"];
  expect(pages.filter((path) => !linked.includes(path) && !indirect.includes(path))).toEqual([]);
});
