import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// The law of imports, and what else keeps the house in order: each breach, planted in a copy of the tree, makes lint fail, and
// each permitted twin of it does not.

const root = fileURLToPath(new URL("..", import.meta.url));

interface Zone {
  readonly target: string | readonly string[];
  readonly from: string | readonly string[];
  readonly message: string;
}

const { rules } = JSON.parse(readFileSync(join(root, ".eslintrc.json"), "utf8")) as {
  rules: Record<string, [string, { zones: Zone[] }]>;
};
const zones = rules["import-x/no-restricted-paths"]?.[1].zones ?? [];
const modulesOfZones = zones.flatMap(({ target }) =>
  typeof target === "string" ? (/^\.\/src\/(.+)$/.exec(target)?.[1] ?? []) : [],
);

/** Those that stand, and those that .eslintrc.json has walls for already. */
const modules = [
  ...new Set([
    ...readdirSync(join(root, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name),
    ...modulesOfZones,
  ]),
].sort();
const pureModules = ["domain", "parse", "resolve", "check", "report", "fix"];

/** Each library that one room alone may import. */
const libraries = {
  "dockerfile-ast": "parse",
  undici: "registry",
  "fast-glob": "discover",
  ignore: "discover",
  picomatch: "config",
  yaml: "config",
  zod: "config",
  diff: "fix",
};

interface Plant {
  readonly what: string;
  readonly path: string;
  readonly code: string;
  /** What lint says; null where it has nothing to say. */
  readonly breaks: string | null;
}

const plants: readonly Plant[] = [
  ...modules.flatMap((module) => modulePlants(module)),
  ...Object.entries(libraries).flatMap(([library, module]) => libraryPlants(library, module)),
  ...[...pureModules.map((module) => `src/${module}`), "rules/eol-os"].map((folder) =>
    plant(
      `node:fs in ${folder}`,
      folder,
      take("node:fs", "readFileSync"),
      "import-x/no-nodejs-modules",
    ),
  ),
  plant("node:fs in discover", "src/discover", take("node:fs", "readFileSync"), null),
  ...rulePlants(),
  ...clockAndProcessPlants(),
  ...manners(),
];

function plant(what: string, folder: string, code: string, breaks: string | null): Plant {
  const name = what.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return { what, path: `${folder}/planted-${name}.ts`, code: `${code}\n`, breaks };
}

/** Code that lint has nothing against but its import. */
function take(from: string, name: string): string {
  return `export { ${name} as planted } from "${from}";`;
}

function modulePlants(module: string): readonly Plant[] {
  const [other, name] =
    module === "parse"
      ? ["resolve/index.ts", "resolveBuild"]
      : ["parse/index.ts", "parseDockerfile"];
  const folder = `src/${module}`;
  const wall = "import-x/no-restricted-paths";
  return [
    plant(`another room in ${module}`, folder, take(`../${other}`, name), wall),
    plant(`the hallway in ${module}`, folder, take("../inferlint.ts", "lint"), wall),
    plant(`a rule in ${module}`, folder, take("../../rules/eol-os/rule.ts", "rule"), wall),
    plant(`the domain in ${module}`, folder, take("../domain/region.ts", "fileStart"), null),
    plant(
      `another room on demand in ${module}`,
      folder,
      `export const planted = async (): Promise<unknown> => await import("../${other}");`,
      wall,
    ),
  ];
}

function libraryPlants(library: string, home: string): readonly Plant[] {
  const code = `export * as planted from "${library}";`;
  const wall = "import-x/no-restricted-paths";
  return [
    ...["src/check", "src/report", "src", "rules/eol-os"].map((folder) =>
      plant(`${library} in ${folder}`, folder, code, wall),
    ),
    plant(`${library} in ${home}`, `src/${home}`, code, null),
  ];
}

function rulePlants(): readonly Plant[] {
  const folder = "rules/eol-os";
  return [
    plant(
      "check in a rule",
      folder,
      take("../../src/check/index.ts", "checkBuild"),
      "no-restricted-imports import-x/no-restricted-paths",
    ),
    plant(
      "another rule in a rule",
      folder,
      take("../eol-python/rule.ts", "rule"),
      "no-restricted-imports",
    ),
    plant(
      "the ruleset in a rule",
      folder,
      take("../index.ts", "eolPython"),
      "no-restricted-imports",
    ),
    plant("the domain in a rule", folder, take("../../src/domain/region.ts", "fileStart"), null),
  ];
}

function clockAndProcessPlants(): readonly Plant[] {
  const today = "export const planted: Date = new Date();";
  const now = "export const planted: number = Date.now();";
  const process = "export const planted: string = process.cwd();";
  return ["src", "src/enrich", "rules/eol-os"].flatMap((folder) => [
    plant(`new Date() in ${folder}`, folder, today, "no-restricted-syntax"),
    plant(`Date.now() in ${folder}`, folder, now, "no-restricted-syntax"),
    plant(`process in ${folder}`, folder, process, "no-restricted-globals"),
    plant(`a console in ${folder}`, folder, 'console.log("planted");', "no-console"),
  ]);
}

function manners(): readonly Plant[] {
  const lines = (count: number): string =>
    Array.from({ length: count }, (_, i) => `export const planted${i} = ${i};`).join("\n");
  return [
    plant("a default export", "src/check", "export default 1;", "import-x/no-default-export"),
    plant("251 lines", "src/check", lines(251), "max-lines"),
    plant("250 lines", "src/check", lines(250), null),
    {
      what: "a cycle",
      path: "src/check/planted-cycle.ts",
      code: 'export { back } from "./planted-cycle-back.ts";\nexport const there = 1;\n',
      breaks: "import-x/no-cycle",
    },
    {
      what: "the way back of the cycle",
      path: "src/check/planted-cycle-back.ts",
      code: 'export { there } from "./planted-cycle.ts";\nexport const back = 1;\n',
      breaks: "import-x/no-cycle",
    },
  ];
}

/**
 * The tree without its tests. Libraries that walls stand before are copied, their types too, since lint asks where a file really
 * lies; the others are links.
 */
function copyTree(): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "inferlint-house-")));
  for (const name of ["src", "rules", "test/support", "tsconfig.json", "package.json"])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  for (const name of [".eslintrc.json", "eslint.config.js"])
    cpSync(join(root, name), join(copy, name));
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules"))) {
    const [from, to] = [join(root, "node_modules", name), join(copy, "node_modules", name)];
    if (name === "@types" || Object.hasOwn(libraries, name)) cpSync(from, to, { recursive: true });
    else symlinkSync(from, to);
  }
  return copy;
}

interface LintMessage {
  readonly ruleId: string | null;
  readonly message: string;
}

/** What lint says of each planted file, in one run. */
function lintPlants(directory: string): ReadonlyMap<string, readonly LintMessage[]> {
  for (const { path, code } of plants) {
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    writeFileSync(join(directory, path), code);
  }
  const paths = plants.map(({ path }) => path);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "node_modules/eslint/bin/eslint.js"), "--format", "json", ...paths],
    { cwd: directory, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 1) throw new Error(`lint ended with ${status}, not with findings: ${stderr}`);
  const results = JSON.parse(stdout) as { filePath: string; messages: LintMessage[] }[];
  return new Map(
    results.map(({ filePath, messages }) => [relative(directory, filePath), messages]),
  );
}

let copy = "";
let said: ReadonlyMap<string, readonly LintMessage[]> = new Map();
beforeAll(() => {
  copy = copyTree();
  said = lintPlants(copy);
}, 120_000);
afterAll(() => {
  if (copy !== "") rmSync(copy, { recursive: true });
});

describe("lint", () => {
  const breaches = plants.filter(({ breaks }) => breaks !== null);
  const permitted = plants.filter(({ breaks }) => breaks === null);

  test.each(breaches)("reports $what", ({ path, breaks }) => {
    const ruleIds = said.get(path)?.map(({ ruleId }) => ruleId) ?? [];
    expect([...new Set(ruleIds)].sort()).toEqual(breaks?.split(" ").sort());
  });

  test.each(permitted)("permits $what", ({ path }) => {
    expect(said.get(path)).toEqual([]);
  });
});

describe("the walls", () => {
  test("every room has one", () => {
    expect(modules.filter((module) => !modulesOfZones.includes(module))).toEqual([]);
  });

  test.each(zones)("one that stands was run into: $message ($target)", ({ target, message }) => {
    const hits = [...said].filter(([path, messages]) => {
      const isInside = typeof target !== "string" || `./${path}`.startsWith(`${target}/`);
      return isInside && messages.some((one) => one.message.includes(message));
    });
    expect(hits).not.toEqual([]);
  });
});
