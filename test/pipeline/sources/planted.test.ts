import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parser } from "@lezer/python";
import { parseAllDocuments } from "yaml";
import { fixAll, reportOn, withRepository } from "../../support/repository.ts";
import { placeOf } from "../../support/source-tester.ts";
import type { Generated } from "./generate.ts";
import { everything, filesOf, repository } from "./generate.ts";

// Files of every kind in one repository, read and fixed as users do it.

const settings = { seed: 20261123, numRuns: 60 };

interface Place {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const textOf = ({ startLine, startColumn, endLine, endColumn }: Place): string =>
  `${startLine}:${startColumn}-${endLine}:${endColumn}`;

test("found is what was planted, at its place", async () => {
  await fc.assert(
    fc.asyncProperty(repository, async (generated) => {
      const { findings, notifications } = await reportOn(filesOf(generated), everything);
      expect(notifications).toEqual([]);
      for (const { path, text, planted } of generated) {
        const own = findings.filter((one) => one.path === path && one.ruleId === "eol-os");
        expect(
          own.map(({ region, image }) => `${textOf(region)} ${image ?? ""}`),
          path,
        ).toEqual(
          planted.map(({ reference, written }) => {
            const start = text.indexOf(written);
            return `${placeOf(text, { start, end: start + written.length })} ${reference}`;
          }),
        );
      }
    }),
    settings,
  );
});

describe("--fix --unsafe-fixes", () => {
  test("changes references and nothing else", async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(repository, async (generated) => {
        await withRepository(filesOf(generated), async (root) => {
          const { run } = await fixAll(root, everything);
          expect(run.isIncomplete).toBe(false);
          for (const one of generated) {
            const after = readFileSync(join(root, one.path), "utf8");
            expectSameBeside(one, after);
            expectReadable(one.path, one.text, after);
            if (after !== one.text) changed++;
          }
        });
      }),
      { ...settings, numRuns: 20 },
    );
    expect(changed).toBeGreaterThan(80);
  });
});

/** What stands before, between and after the planted references is the same, byte for byte. */
function expectSameBeside({ path, text, planted }: Generated, after: string): void {
  let pattern = "";
  let done = 0;
  for (const { written } of planted) {
    const start = text.indexOf(written);
    pattern += `${literal(text.slice(done, start))}[\\w./:\\\\-]+`;
    done = start + written.length;
  }
  pattern += literal(text.slice(done));
  expect(new RegExp(`^${pattern}$`).test(after), `${path}\n${text}\n${after}`).toBe(true);
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

const anyReference = /mcr\.microsoft\.com\/azureml\/[\w./:-]+/g;

/** A file has the same values as before, references aside, and is what it was. */
function expectReadable(path: string, before: string, after: string): void {
  const known = (value: unknown): string =>
    JSON.stringify(value).replaceAll(anyReference, "the image");
  const own = [before, after].map((text) => text.replace(/^\uFEFF/, ""));
  if (/\.(?:json|ipynb)$/.test(path)) {
    const [was, is] = own.map((text) => known(JSON.parse(text)));
    expect(is).toBe(was);
  } else if (path.endsWith(".yml")) {
    const [was, is] = own.map((text) => known(valuesOf(text)));
    expect(is).toBe(was);
  } else if (path.endsWith(".py")) expect(errorsIn(after)).toBe(errorsIn(before));
}

function valuesOf(yaml: string): readonly unknown[] {
  return parseAllDocuments(yaml).map((one) => one.toJS() as unknown);
}

function errorsIn(python: string): number {
  let errors = 0;
  parser.parse(python).iterate({
    enter: ({ type }) => {
      if (type.isError) errors++;
    },
  });
  return errors;
}
