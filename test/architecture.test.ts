import { FlatCompat } from "@eslint/eslintrc";
import js from "@eslint/js";
import type { Linter } from "eslint";
import { ESLint } from "eslint";
import { readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { SourceFile } from "./support/import-graph.ts";
import {
  circles,
  countLines,
  importLaw,
  partGraph,
  partOf,
  readSource,
  readSources,
  sourcePaths,
} from "./support/import-graph.ts";
import { projectRoot } from "./support/working-copy.ts";

// The import rules and the limits of file size, in two ways: measured on the source, and by code that breaks each rule and that
// lint has to report.

const sources = readSources();
const parts = [...importLaw.keys()];

const mayImport = (part: string, other: string): boolean =>
  part === other || (importLaw.get(part) ?? []).includes(other);

/** Imports that the rules forbid, as `file -> file`. */
function forbiddenImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter((target) => !mayImport(partOf(path), partOf(target)))
      .map((target) => `${path} -> ${target}`),
  );
}

/** The packages that more than one part imports, or another one than usual. */
function partsOfPackages(files: readonly SourceFile[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { path, packages } of files)
    for (const name of packages) {
      const known = found[name];
      if (!known?.split(" ").includes(partOf(path)))
        found[name] = known === undefined ? partOf(path) : `${known} ${partOf(path)}`;
    }
  return found;
}

const fileGraph = (files: readonly SourceFile[]): ReadonlyMap<string, readonly string[]> =>
  new Map(files.map(({ path, imports }) => [path, imports]));

/** Each package that the source imports, and the only parts that may. */
const partsOfPackage: Readonly<Record<string, string>> = {
  "dockerfile-ast": "src/parse",
  undici: "src/registry",
  "fast-glob": "src/discover",
  ignore: "src/discover",
  picomatch: "src/config",
  yaml: "src/config src/sources",
  zod: "src/config",
  diff: "src/fix",
  sarif: "src/report",
  "@lezer/common": "src/sources",
  "@lezer/python": "src/sources",
  "hcl2-parser": "src/sources",
};

describe("the source", () => {
  test("has the parts of the design and no others", () => {
    expect([...new Set(sources.map(({ path }) => partOf(path)))].sort()).toEqual(parts.toSorted());
  });

  test("imports only files that exist", () => {
    const known = new Set(sourcePaths());
    const missing = sources.flatMap(({ imports }) => imports.filter((path) => !known.has(path)));
    expect(missing).toEqual([]);
  });

  test("imports nothing upward and nothing of its level", () => {
    expect(forbiddenImports(sources)).toEqual([]);
  });

  test("has no circles between files", () => {
    expect(circles(fileGraph(sources))).toEqual([]);
  });

  test("has no circles between parts", () => {
    expect(circles(partGraph(sources))).toEqual([]);
  });

  test("imports each package only in its parts", () => {
    expect(partsOfPackages(sources)).toEqual(partsOfPackage);
  });

  test("has one file outside the parts: src/index.ts", () => {
    expect(sourcePaths().filter((path) => path.split("/").length === 2)).toEqual([
      "rules/index.ts",
      "rules/markdown.d.ts",
      "src/index.ts",
    ]);
  });

  test("has files of at most 80 lines in the median", () => {
    const lines = sources.map((file) => file.lines).sort((one, other) => one - other);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(80);
  });

  test("has no file of more than 250 lines, tests of rules included", () => {
    const long = sourcePaths()
      .map((path) => [path, countLines(readFileSync(join(projectRoot, path), "utf8"))] as const)
      .filter(([, lines]) => lines > 250);
    expect(long).toEqual([]);
  });
});

describe("what measures the source", () => {
  const files = (imports: Readonly<Record<string, readonly string[]>>): readonly SourceFile[] =>
    Object.entries(imports).map(([path, targets]) =>
      readSource(path, targets.map((target) => `import ${target};\n`).join("")),
    );

  test("sees every kind of import", () => {
    const text = [
      'import { a } from "./a.ts";',
      'import type { B } from "./b.ts";',
      'import { type C } from "./c.ts";',
      'export * from "./d.ts";',
      'export type { E } from "./e.ts";',
      'type F = import("./f.ts").F;',
      'const g = await import("./g.ts");',
      'import "./h.ts";',
      'import data from "./data.json" with { type: "json" };',
      'import page from "./README.md";',
      '// import { no } from "./no.ts";',
      'import { join } from "node:path";',
      'import { parse } from "@scope/name/file";',
    ].join("\n");
    const { imports, packages, lines } = readSource("src/cli/main.ts", text);
    expect(imports).toEqual("a b c d e f g h".split(" ").map((name) => `src/cli/${name}.ts`));
    expect(packages).toEqual(["@scope/name"]);
    expect(lines).toBe(13);
  });

  test("finds circles of files and parts, type imports included", () => {
    const planted = files({
      "src/check/a.ts": ['type { B } from "./b.ts"'],
      "src/check/b.ts": ['"./c.ts"'],
      "src/check/c.ts": ['type { A } from "./a.ts"', '"../fix/d.ts"'],
      "src/fix/d.ts": [],
      "src/fix/e.ts": ['type { B } from "../check/b.ts"'],
      "src/text/self.ts": ['"./self.ts"'],
    });
    expect(circles(fileGraph(planted))).toEqual([
      ["src/check/a.ts", "src/check/b.ts", "src/check/c.ts"],
      ["src/text/self.ts"],
    ]);
    expect(circles(partGraph(planted))).toEqual([["src/check", "src/fix"]]);
  });

  test("finds forbidden imports and packages in a second part", () => {
    const planted = files({
      "src/domain/image/a.ts": ['type { B } from "../../check/b.ts"', '"../../text/list.ts"'],
      "src/fix/c.ts": ['"diff"'],
      "src/report/d.ts": ['"diff"', '"diff"'],
    });
    expect(forbiddenImports(planted)).toEqual(["src/domain/image/a.ts -> src/check/b.ts"]);
    expect(partsOfPackages(planted)).toEqual({ diff: "src/fix src/report" });
  });
});

interface Plant {
  readonly title: string;
  /** The file that lint takes the code for; it need not exist. */
  readonly path: string;
  readonly code: string;
  /** The ids of the rules that lint reports, sorted; none where the code is permitted. */
  readonly reported: readonly string[];
}

const paths = "import-x/no-restricted-paths";
const names = "no-restricted-imports";

/** Parts that may not import modules of Node. */
const withoutNode = new Set([
  "src/domain",
  "src/shell",
  "src/text",
  "src/parse",
  "src/resolve",
  "src/enrich",
  "src/check",
  "src/report",
  "src/fix",
  "rules",
  "rules/support",
]);

const plants: readonly Plant[] = [
  ...parts.flatMap((part) => parts.map((other) => partPlant(part, other))),
  ...otherForms(),
  ...Object.entries(partsOfPackage).flatMap(([name, homes]) =>
    packagePlants(name, homes.split(" ")),
  ),
  ...rulePlants(),
  ...processPlants(),
  ...limits(),
];

/** A path in a part for code that no file of the project has. */
function plantedPath(part: string): string {
  if (part === "src/index.ts") return part;
  return `${part}${part === "rules" ? "/eol-os" : ""}/planted.ts`;
}

/** A file of a part that others may import, by its path from a file. */
function importable(part: string, from: string): string {
  const file =
    part === "rules" && partOf(from) !== "rules"
      ? "rules/index.ts"
      : part === "rules"
        ? `${posix.dirname(from)}/rule.ts`
        : sources.find(({ path }) => partOf(path) === part)?.path;
  if (file === undefined) throw new Error(`${part} has no files`);
  const path = posix.relative(posix.dirname(from), file);
  return path.startsWith(".") ? path : `./${path}`;
}

function exportOf(specifier: string): string {
  return `export { one as planted } from "${specifier}";
`;
}

function plant(title: string, path: string, code: string, ...reported: readonly string[]): Plant {
  return { title, path, code, reported: reported.toSorted() };
}

function partPlant(part: string, other: string): Plant {
  const path = plantedPath(part);
  // The file itself has no twin to import.
  const code =
    part === other && part === "src/index.ts" ? "export {};\n" : exportOf(importable(other, path));
  const title = `${other} imported in ${part}`;
  if (mayImport(part, other)) return plant(title, path, code);
  // What rules import is checked twice: by file and by the text of the import.
  return part === "rules"
    ? plant(title, path, code, paths, names)
    : plant(title, path, code, paths);
}

/** Other ways to write an import. */
function otherForms(): readonly Plant[] {
  const path = "src/check/planted.ts";
  const resolve = importable("src/resolve", path);
  return [
    plant("an import for its effects", path, `import "${resolve}";\n`, paths),
    plant("a type import", path, `export type { One as Planted } from "${resolve}";\n`, paths),
    plant(
      "an import on demand",
      path,
      `export const planted = async (): Promise<unknown> => await import("${resolve}");\n`,
      paths,
    ),
    plant(
      "a type by import()",
      path,
      `export type Planted = import("${resolve}").One;\n`,
      "@typescript-eslint/consistent-type-imports",
    ),
  ];
}

function packagePlants(name: string, homes: readonly string[]): readonly Plant[] {
  // Types of SARIF are a declaration without a module; lint cannot tell them by path. The measurement above does.
  if (name === "sarif") return [];
  const code = exportOf(name);
  return parts.map((part) => {
    const title = `${name} imported in ${part}`;
    return homes.includes(part)
      ? plant(title, plantedPath(part), code)
      : plant(title, plantedPath(part), code, paths);
  });
}

function rulePlants(): readonly Plant[] {
  const [path, testPath] = ["rules/eol-os/planted.ts", "rules/eol-os/planted.test.ts"];
  return [
    plant("another rule in a rule", path, exportOf("../eol-python/rule.ts"), names),
    plant("the list of rules in a rule", path, exportOf("../index.ts"), names),
    plant("another rule in a test", testPath, exportOf("../eol-python/rule.ts"), names),
    plant("its own rule in a test", testPath, exportOf("./rule.ts")),
    plant("the rule tester in a test", testPath, exportOf("../../test/support/rule-tester.ts")),
    plant(
      "a rule in what rules share",
      "rules/support/planted.ts",
      exportOf("../eol-os/rule.ts"),
      paths,
    ),
  ];
}

function processPlants(): readonly Plant[] {
  return parts.flatMap((part) => {
    const path = plantedPath(part);
    return [
      plant(
        `node:fs in ${part}`,
        path,
        exportOf("node:fs"),
        ...(withoutNode.has(part) ? ["import-x/no-nodejs-modules"] : []),
      ),
      plant(
        `new Date() in ${part}`,
        path,
        "export const planted: Date = new Date();\n",
        "no-restricted-syntax",
      ),
      plant(
        `Date.now() in ${part}`,
        path,
        "export const planted: number = Date.now();\n",
        "no-restricted-syntax",
      ),
      plant(
        `new Date(text) in ${part}`,
        path,
        'export const planted: Date = new Date("2026-11-23");\n',
      ),
      plant(
        `process in ${part}`,
        path,
        "export const planted: string = process.cwd();\n",
        "no-restricted-globals",
      ),
      plant(`console in ${part}`, path, 'console.log("planted");\n', "no-console"),
    ];
  });
}

function limits(): readonly Plant[] {
  const path = "src/check/planted.ts";
  const lines = (count: number): string =>
    Array.from({ length: count }, (_, i) => `export const planted${i} = ${i};\n`).join("");
  const [imported, importer] = importedWithin("src/resolve");
  return [
    plant("a default export", path, "export default 1;\n", "import-x/no-default-export"),
    plant("251 lines", path, lines(251), "max-lines"),
    plant("250 lines", path, lines(250)),
    plant("a circle", imported, exportOf(`./${posix.basename(importer)}`), "import-x/no-cycle"),
    plant(
      "the same import without a circle",
      "src/resolve/planted.ts",
      exportOf(`./${posix.basename(importer)}`),
    ),
    ...["src/cli/main.ts", "src/cli/action.ts"].flatMap((entry) => [
      plant(`the clock in the entry ${entry}`, entry, "export const planted: Date = new Date();\n"),
      plant(
        `process in the entry ${entry}`,
        entry,
        "export const planted: string = process.cwd();\n",
      ),
    ]),
  ];
}

/** Two files of a folder of which the second imports the first; lint sees no circles of types. */
function importedWithin(folder: string): readonly [string, string] {
  for (const { path, imports } of sources)
    for (const target of imports) {
      if (posix.dirname(path) !== folder || posix.dirname(target) !== folder) continue;
      const text = readFileSync(join(projectRoot, path), "utf8");
      const name = posix.basename(target).replaceAll(".", String.raw`\.`);
      if (new RegExp(`^import \\{.*\\} from "\\./${name}"`, "m").test(text)) return [target, path];
    }
  throw new Error(`no file of ${folder} imports another one`);
}

interface Zone {
  readonly target: string | readonly string[];
  readonly message: string;
}

const eslintrc = JSON.parse(readFileSync(join(projectRoot, ".eslintrc.json"), "utf8")) as {
  readonly rules: Readonly<Record<string, [string, { zones: readonly Zone[] }]>>;
  readonly overrides: readonly object[];
};
const zones = eslintrc.rules[paths]?.[1].zones ?? [];

/** Lint as the project does it, but for the rules that need types: they take most of its time. */
function linter(): ESLint {
  const compat = new FlatCompat({
    baseDirectory: projectRoot,
    recommendedConfig: js.configs.recommended,
  });
  const withoutTypes = {
    files: ["**/*.ts"],
    extends: ["plugin:@typescript-eslint/disable-type-checked"],
  };
  return new ESLint({
    cwd: projectRoot,
    overrideConfigFile: true,
    overrideConfig: compat.config({
      ...eslintrc,
      overrides: [...eslintrc.overrides, withoutTypes],
    } as unknown as Parameters<FlatCompat["config"]>[0]),
  });
}

describe("lint", () => {
  const results = new Map<Plant, readonly Linter.LintMessage[]>();
  beforeAll(async () => {
    const eslint = linter();
    for (const one of plants) {
      const [result] = await eslint.lintText(one.code, { filePath: join(projectRoot, one.path) });
      results.set(one, result?.messages ?? []);
    }
  });

  const idsOf = (one: Plant): readonly string[] => {
    const ids = results.get(one)?.map(({ ruleId, message }) => ruleId ?? message);
    return [...new Set(ids ?? ["not linted"])].sort();
  };

  test.each(plants.filter(({ reported }) => reported.length > 0))("reports $title", (one) => {
    expect(idsOf(one)).toEqual(one.reported);
  });

  test.each(plants.filter(({ reported }) => reported.length === 0))("permits $title", (one) => {
    expect(idsOf(one)).toEqual([]);
  });

  test.each(zones)("has no zone without effect: $target, $message", ({ target, message }) => {
    const reported = [...results].filter(([{ path }, messages]) => {
      const isInside = typeof target !== "string" || `./${path}`.startsWith(target);
      return isInside && messages.some((one) => one.message.includes(message));
    });
    expect(reported).not.toEqual([]);
  });

  test("has a zone for every folder of src", () => {
    const targets = zones.map(({ target }) => target);
    const folders = readdirSync(join(projectRoot, "src")).map((name) => `./src/${name}`);
    expect(folders.filter((folder) => !targets.includes(folder))).toEqual([]);
  });
});
