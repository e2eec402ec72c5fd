import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  libraryPage,
  pageDockerfile,
  pagePrograms,
  programAndOutput,
} from "../support/library-page.ts";
import type { Packed } from "../support/packed.ts";
import { pack, packAndInstall } from "../support/packed.ts";
import { isSkippedWithout } from "../support/real-programs.ts";
import type { Ended } from "../support/working-copy.ts";
import { projectRoot, run } from "../support/working-copy.ts";

// The package as a dependency: what npm publishes of dist/, in a project of its own.

let packed: Packed;
/** The example programs, compiled. */
let compiled: Ended;

const tsc = join(projectRoot, "node_modules/typescript/bin/tsc");
const node = (...args: readonly string[]): Ended =>
  run(process.execPath, args, { cwd: packed.project });

beforeAll(() => {
  packed = packAndInstall();
  const { project } = packed;
  cpSync(join(projectRoot, "test/library/consumer"), project, { recursive: true });
  for (const [index, { text }] of pagePrograms.entries())
    writeFileSync(join(project, `page-${index}.mts`), text);
  mkdirSync(join(project, "score"));
  writeFileSync(join(project, "score/Dockerfile"), pageDockerfile);
  compiled = node(tsc, "-p", "tsconfig.node16.json");
});
afterAll(() => {
  rmSync(packed.directory, { recursive: true });
});

const done: Ended = { status: 0, stdout: "", stderr: "" };

describe("a program that uses the package", () => {
  test("compiles with moduleResolution bundler", () => {
    expect(node(tsc, "-p", "tsconfig.bundler.json", "--noEmit")).toEqual(done);
  });

  test("compiles with moduleResolution node16, and runs as an ES module and as CommonJS", () => {
    expect(compiled).toEqual(done);
    expect(node("out/example.mjs")).toEqual({
      ...done,
      stdout: [
        "score/Dockerfile:2:6 error root-user: the image runs as root",
        "false 1",
        "0",
        "Dockerfile:2:6 warning root-user: the image runs as root",
        "[ '3.12 dockeruser' ]",
        ".inferlint.yaml:1: unknown key rulez (did you mean rules?)",
        "asOf must be a day (YYYY-MM-DD), not 2026-11-31",
        "",
      ].join("\n"),
    });
    expect(node("out/example.cjs")).toEqual({ ...done, stdout: "inferlint.report/1 0\n" });
  });

  // `npm run generate` writes the output into the page.
  test("shows the output of the programs in docs/library.md", async () => {
    let count = 0;
    const rendered = libraryPage.replace(programAndOutput, (_, start: string) => {
      const { status, stdout, stderr } = node(`out/page-${count++}.mjs`);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      return start + stdout;
    });
    expect(count).toBe(libraryPage.split("```ts\n").length - 1);
    await expect(rendered).toMatchFileSnapshot(join(projectRoot, "docs/library.md"));
  });
});

test("the declaration file declares the values that the package has, and no others", () => {
  const path = join(packed.project, "node_modules/inferlint/dist/index.d.cts");
  const program = ts.createProgram([path], { types: [] });
  const file = program.getSourceFile(path);
  const checker = program.getTypeChecker();
  const symbol = file && checker.getSymbolAtLocation(file);
  if (!symbol) throw new Error(`${path} is not a module`);
  const values = checker
    .getExportsOfModule(symbol)
    .filter((one) => {
      const target = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one;
      return (target.flags & ts.SymbolFlags.Value) !== 0;
    })
    .map(({ name }) => name);
  const inferlint = createRequire(join(packed.project, "package.json"))("inferlint") as object;
  expect(values.sort()).toEqual(Object.keys(inferlint).sort());
  expect(values).toHaveLength(6);
});

test("the package exports its own description and its schemas, and no file of dist/", () => {
  const require = createRequire(join(packed.project, "package.json"));
  expect(require("inferlint/package.json")).toMatchObject({ name: "inferlint" });
  const schemas = readdirSync(join(projectRoot, "schema"));
  expect(schemas.length).toBeGreaterThanOrEqual(7);
  for (const name of schemas)
    expect(require(`inferlint/schema/${name}`)).toMatchObject({
      $id: expect.stringContaining(name) as string,
    });
  expect(() => require("inferlint/dist/parse.cjs") as unknown).toThrow(
    expect.objectContaining({ code: "ERR_PACKAGE_PATH_NOT_EXPORTED" }),
  );
});

const attw = join(projectRoot, "test/attw/node_modules/@arethetypeswrong/cli/dist/index.js");

// 38 MB, so it has a package of its own: npm ci --ignore-scripts --prefix test/attw
describe.skipIf(isSkippedWithout(attw))("Are the types wrong?", () => {
  const problemsOf = (tarball: string): unknown => {
    const { stdout } = node(attw, tarball, "--format", "json");
    return (JSON.parse(stdout) as { problems: unknown }).problems;
  };

  test("finds no problem in the package", () => {
    expect(problemsOf(packed.tarball)).toEqual({});
  });

  test("finds one in a package whose declarations are for another module system", () => {
    const broken = join(packed.directory, "broken");
    cpSync(join(packed.project, "node_modules/inferlint"), broken, { recursive: true });
    renameSync(join(broken, "dist/index.d.cts"), join(broken, "dist/index.d.mts"));
    const manifest = join(broken, "package.json");
    const text = readFileSync(manifest, "utf8").replaceAll("index.d.cts", "index.d.mts");
    writeFileSync(manifest, text);
    expect(problemsOf(pack(broken, broken))).toHaveProperty("FalseESM");
  });
});

const publint = join(projectRoot, "test/publint/node_modules/publint/src/cli.js");

// Installed apart: npm ci --ignore-scripts --prefix test/publint
describe.skipIf(isSkippedWithout(publint))("publint", () => {
  const lint = (tarball: string): Ended => node(publint, "run", "--strict", tarball);

  test("has not even a suggestion for the package", () => {
    const { status, stdout } = lint(packed.tarball);
    expect(stdout).toContain("All good!");
    expect(status).toBe(0);
  });

  test("finds a file that exports name and the package lacks", () => {
    const broken = join(packed.directory, "without-types");
    cpSync(join(packed.project, "node_modules/inferlint"), broken, { recursive: true });
    rmSync(join(broken, "dist/index.d.cts"));
    const { status, stdout } = lint(pack(broken, broken));
    expect(stdout).toContain("index.d.cts");
    expect(status).toBe(1);
  });
});
