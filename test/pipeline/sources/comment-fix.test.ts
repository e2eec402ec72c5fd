import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fixAll, withRepository } from "../../support/repository.ts";

// The fix of an unused suppression removes the comment, and nothing else.

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const unused = "# inferlint: ignore[eol-python] -- why";

test.each([
  [
    "a whole line of YAML",
    "a.yml",
    `a: 1\n${unused}\nimage: ${py312}\n`,
    `a: 1\nimage: ${py312}\n`,
  ],
  ["an indented line", "a.yml", `a:\n  ${unused}\n  image: ${py312}\n`, `a:\n  image: ${py312}\n`],
  [
    "a trailing one in YAML",
    "a.yml",
    `image: ${py312} ${unused}\nb: 1\n`,
    `image: ${py312}\nb: 1\n`,
  ],
  [
    "a trailing one with CRLF",
    "a.yml",
    `image: ${py312} ${unused}\r\nb: 1\r\n`,
    `image: ${py312}\r\nb: 1\r\n`,
  ],
  [
    "a trailing one without an end of line",
    "a.yml",
    `image: ${py312} ${unused}`,
    `image: ${py312}`,
  ],
  [
    "Python",
    "a.py",
    `A = "${py312}"  ${unused}\n${unused}\nB = "#"\n`,
    `A = "${py312}"\nB = "#"\n`,
  ],
  ["a shell", "a.sh", `run ${py312} ${unused}\n${unused}\nrun "#"\n`, `run ${py312}\nrun "#"\n`],
  [
    "a Makefile",
    "Makefile",
    `A := ${py312} ${unused}\n${unused}\nt:\n\ttrue\n`,
    `A := ${py312}\nt:\n\ttrue\n`,
  ],
  ["a file with nothing else", "a.yml", `${unused}\na: 1\n`, "a: 1\n"],
  [
    "one after a byte order mark",
    "a.yml",
    `\uFEFF${unused}\nimage: ${py312}\n`,
    `\uFEFFimage: ${py312}\n`,
  ],
  [
    "one of two rules",
    "a.yml",
    "# inferlint: ignore[eol-os, unknown-tag] -- why\nimage: mcr.microsoft.com/azureml/minimal-py312-inference:latest\n",
    null,
  ],
])("%s", async (_, path, text, expected) => {
  await withRepository({ [path]: text }, async (root) => {
    await fixAll(root);
    expect(readFileSync(join(root, path), "utf8")).toBe(expected ?? text);
  });
});
