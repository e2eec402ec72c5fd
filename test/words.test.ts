import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "./support/working-copy.ts";

// Terms that the project no longer uses, and the standard ones that replace them. CONTRIBUTING.md has the glossary.

interface RetiredTerm {
  /** As messages of this test name it. */
  readonly term: string;
  /** Words in lower case, separated by blanks; each may be a pattern. */
  readonly patterns: readonly string[];
  readonly use: string;
}

const retired: readonly RetiredTerm[] = [
  {
    term: "judge",
    patterns: ["judg(?:e[ds]?|ing|e?ments?)"],
    use: "check; the as-of date",
  },
  { term: "way out", patterns: ["ways? out"], use: "remedy, recommendation" },
  { term: "desk", patterns: ["desks?"], use: "registry session" },
  { term: "ledger", patterns: ["ledgers?"], use: "unresolved lookups" },
  { term: "debt", patterns: ["debts?"], use: "accepted findings, baseline" },
  { term: "heed", patterns: ["heed(?:s|ed|ing)?"], use: "respect" },
  {
    term: "kept registry, kept answer, answer store",
    patterns: ["kept regist(?:ry|ries)", "kept answers?", "answer stores?"],
    use: "cached registry, cached response, response cache",
  },
  { term: "mended", patterns: ["mend(?:s|ed|ing)?"], use: "fixed, patched" },
  {
    term: "undecided-tag, undecided-image",
    patterns: ["undecided tags?", "undecided images?"],
    use: "unverified-tag, unverified-image",
  },
  { term: "--grow", patterns: ["--grow"], use: "--baseline-add" },
  { term: "hallway", patterns: ["hallways?"], use: "pipeline" },
  { term: "ground floor", patterns: ["ground floors?"], use: "core" },
  { term: "untold", patterns: ["untold"], use: "unknown" },
];

/** Whole words, whether in prose, over the end of a line of a comment, or as parts of an identifier or a file name. */
function patternOf({ patterns }: RetiredTerm): RegExp {
  const gap = String.raw`[\s_-]+(?:(?:\*|//|#|>)\s+)?`;
  const words = patterns.map((pattern) => pattern.replaceAll(" ", gap)).join("|");
  return new RegExp(String.raw`(?<![a-z0-9])(?:${words})(?![a-z0-9])`, "g");
}

/** `withDesk` → `with desk`, `HTTPDesk` → `http desk`; lines stay. */
function splitIdentifiers(text: string): string {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase();
}

/** Where a text has a term: `path:line: the words`. The path counts as line 0. */
function usesOf(term: RetiredTerm, path: string, text: string): readonly string[] {
  const split = splitIdentifiers(`${path}\n${text}`);
  return [...split.matchAll(patternOf(term))].map(({ index, 0: words }) => {
    const line = split.slice(0, index).split("\n").length - 1;
    return `${path}:${line}: ${words.replaceAll(/\s+/g, " ")}`;
  });
}

/** Where a rule says what it was called before: such an id still counts. */
const formerId = /^ {2}aliases: \[.*\],$|\bFormerly:? (?:`[a-z-]+`(?:, )?)+\./gm;

/** All files of `src rules docs README.md`. */
function checkedFiles(): readonly string[] {
  const folders = ["src", "rules", "docs"].filter((name) => existsSync(join(projectRoot, name)));
  const inside = folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" }).map(
      (path) => `${folder}/${path.replaceAll("\\", "/")}`,
    ),
  );
  return [...inside, "README.md"]
    .filter((path) => statSync(join(projectRoot, path)).isFile())
    .sort();
}

describe("retired terms", () => {
  const files = checkedFiles().map(
    (path) => [path, readFileSync(join(projectRoot, path), "utf8")] as const,
  );

  test.each(retired)("$term: use $use", (term) => {
    const uses = files.flatMap(([path, text]) => {
      const own = path.startsWith("rules/") ? text.replaceAll(formerId, "") : text;
      return usesOf(term, path, own);
    });
    expect(uses).toEqual([]);
  });

  test("are looked for in all sources, rules and documents", () => {
    const paths = files.map(([path]) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "README.md",
        "rules/README.md",
        "rules/eol-os/README.md",
        "rules/eol-os/rule.test.ts",
        "src/catalogue/data/images.json",
        "src/cli/main.ts",
      ]),
    );
  });
});

describe("the search for retired terms", () => {
  const found = (text: string, path = "src/planted.ts"): readonly string[] =>
    retired.flatMap((term) => usesOf(term, path, text));

  test.each([
    ["It is judged here", "judged"],
    ["the day of judgement", "judgement"],
    ["const judging = 1;", "judging"],
    ["Judges Dockerfiles", "judges"],
    ["const wayOut = 1;", "way out"],
    ["a way\n   * out of it", "way * out"],
    ["// every way\n// out", "way // out"],
    ["two ways out", "ways out"],
    ["with_desk()", "desk"],
    ["withDesk()", "desk"],
    ["openDesk(1)", "desk"],
    ["answerLedger", "ledger"],
    ["KNOWN_DEBT", "debt"],
    ["known-debt.ts", "debt"],
    ["heeded", "heeded"],
    ["keptRegistry", "kept registry"],
    ["a kept answer", "kept answer"],
    ["class AnswerStore {}", "answer store"],
    ["is mended", "mended"],
    ["`undecided-tag`", "undecided-tag"],
    ["undecidedImage", "undecided image"],
    ["inferlint --grow", "--grow"],
    ["the hallway", "hallway"],
    ["ground floor", "ground floor"],
    ["Untold:", "untold"],
    ["class HTTPDesk {}", "desk"],
  ])("finds %j", (text, words) => {
    expect(found(text)).toEqual([`src/planted.ts:1: ${words}`]);
  });

  test("finds file names, and says the line", () => {
    expect(found("", "src/answer-ledger.ts")).toEqual(["src/answer-ledger.ts:0: ledger"]);
    expect(found("one\ntwo\n  the desk\n")).toEqual(["src/planted.ts:3: desk"]);
  });

  test.each([
    "The desktop, indebted; amended, recommended and commended.",
    "undecided; an answer is stored; kept, kept as it is",
    "--growing --baseline-add; a way, out of range; the ground; on the floor",
    "adjudged? Budget, gadget, fledgling",
    "wayOutside, deskew, mendacious, heedless",
  ])("permits %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
