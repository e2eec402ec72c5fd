import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import known from "../../fixtures/buildkit/characters.json" with { type: "json" };
import tables from "../../src/shell/go-characters.json" with { type: "json" };
import { isSpace } from "../../src/shell/blank.ts";
import { isDigit, isLetter } from "../../src/shell/go-characters.ts";
import { lowerCase } from "../../src/shell/lower-case.ts";
import { lexWord } from "../../src/shell/shell-word.ts";
import { patternBudget } from "../../src/shell/substitution.ts";
import { realProgramsRequired } from "../support/real-programs.ts";

// What letters, digits and blanks are: Go's unicode package says, in the version that BuildKit is built with.

const codePoints = 0x11_0000;

function classOf(char: string): "letter" | "digit" | "neither" {
  return isLetter(char) ? "letter" : isDigit(char) ? "digit" : "neither";
}

/** The name that BuildKit's lexer reads after a dollar. */
function nameIn(text: string): string {
  const names: string[] = [];
  lexWord(`$${text}`, {
    escape: "\\",
    lookup: (name) => {
      names.push(name);
      return "undeclared";
    },
    budget: patternBudget(),
    onRequired: () => undefined,
  });
  return names[0] ?? "";
}

const differing = known.differences.flatMap(({ first, last, inGo }) =>
  Array.from({ length: last - first + 1 }, (_, offset) => ({
    char: String.fromCodePoint(first + offset),
    inGo,
  })),
);

test("the fixture has the characters of all supported versions of Node", () => {
  for (const major of ["20", "22", "24"])
    expect(known.nodes.some((version) => version.startsWith(`${major}.`))).toBe(true);
  expect(differing.length).toBeGreaterThan(4000);
});

test("characters in which a version of Node differs from Go are what they are in Go", () => {
  const wrong = differing.filter(({ char, inGo }) => classOf(char) !== inGo);
  expect(wrong).toEqual([]);
});

test("names of variables end at characters that are letters in Node only", () => {
  const wrong = differing.filter(({ char, inGo }) => {
    const isPart = inGo !== "neither";
    const first = inGo === "digit" ? char : inGo === "letter" ? `${char}b` : "";
    return nameIn(`a${char}b`) !== (isPart ? `a${char}b` : "a") || nameIn(`${char}b`) !== first;
  });
  expect(wrong).toEqual([]);
});

test("all code points are in the classes of Go", () => {
  const classes = new Uint8Array(codePoints);
  for (let code = 0; code < codePoints; code++) {
    const char = String.fromCodePoint(code);
    classes[code] = isLetter(char) ? 1 : isDigit(char) ? 2 : isSpace(char) ? 4 : 0;
  }
  expect(createHash("sha256").update(classes).digest("hex")).toBe(known.checksum);
});

test("two characters other than A to Z have an ASCII lower case in Go: K and İ", () => {
  const found: string[] = [];
  for (let code = 0x80; code < codePoints; code++) {
    const lower = lowerCase(String.fromCodePoint(code));
    if (/[\0-\x7F]/.test(lower)) found.push(`${code.toString(16)} ${lower}`);
  }
  expect(found).toEqual(["130 i", "212a k"]);
});

describe.runIf(realProgramsRequired)("Go", () => {
  test("has the Unicode version and the checksum of the tables", () => {
    const { stdout, stderr, status } = spawnSync("go", ["run", "./unicode"], {
      cwd: "test/buildkit",
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    const { unicode, checksum } = JSON.parse(stdout) as { unicode: string; checksum: string };
    expect({ unicode, checksum }).toEqual({ unicode: tables.unicode, checksum: known.checksum });
  });
});
