import fastGlob from "fast-glob";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { packageFolders, thirdPartyNotices } from "../../scripts/notices.mjs";
import { projectRoot, temporaryDirectory } from "../support/working-copy.ts";

// dist/THIRD-PARTY-NOTICES. `npm run bundle -- --check` compares the committed file with what is bundled.

describe("the packages of bundled files", () => {
  test("are found at any depth, with a scope, once, and esbuild with its helper functions", () => {
    const inputs = [
      "src/cli/main.ts",
      "node_modules/yaml/dist/index.js",
      "node_modules/yaml/dist/cst.js",
      "node_modules/@nodelib/fs.walk/out/index.js",
      "node_modules/micromatch/node_modules/picomatch/lib/scan.js",
      "../../elsewhere/node_modules/@a/b/c.js",
    ];
    expect(packageFolders(inputs)).toEqual([
      "node_modules/yaml",
      "node_modules/@nodelib/fs.walk",
      "node_modules/micromatch/node_modules/picomatch",
      "../../elsewhere/node_modules/@a/b",
      "node_modules/esbuild",
    ]);
  });
});

describe("the notices", () => {
  let root = "";
  beforeEach(() => {
    root = temporaryDirectory();
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  /** Writes a package of one file, besides its manifest; returns its folder. */
  function dependency(
    folder: string,
    manifest: object,
    files: Record<string, string> = {},
  ): string {
    write(`${folder}/package.json`, JSON.stringify({ version: "1.0.0", ...manifest }));
    for (const [name, text] of Object.entries(files)) write(`${folder}/${name}`, text);
    return folder;
  }

  const headings = (text: string): readonly string[] =>
    [...text.matchAll(/^-{80}\n(.*)\n(?:http.*\n)?-{80}$/gm)].map(([, heading = ""]) => heading);

  test("have the licence files of each package, and other notices, sorted by name", () => {
    const folders = [
      dependency(
        "b",
        { name: "b", license: "MIT" },
        { "license.md": "Text of b\r\n\r\nline 2  \r\n" },
      ),
      dependency(
        "a",
        {
          name: "@x/a",
          license: "Apache-2.0",
          repository: { url: "git+ssh://git@github.com/x/a.git" },
        },
        {
          LICENSE: "\uFEFFText of a\n",
          NOTICE: "Notice of a",
          "ThirdPartyNotices.txt": "Others in a",
        },
      ),
    ];
    const text = thirdPartyNotices(folders, root);
    expect(headings(text)).toEqual(["@x/a 1.0.0 (Apache-2.0)", "b 1.0.0 (MIT)"]);
    expect(text).toContain("\nhttps://github.com/x/a\n");
    expect(text).toContain("\n\nText of a\n\nNotice of a\n\nOthers in a\n");
    expect(text).toContain("\n\nText of b\n\nline 2\n");
    expect(text).not.toMatch(/[\r\uFEFF]/);
  });

  test.each([
    [
      { author: "Ann Example <ann@example.org> (https://ann.example)" },
      "Ann Example <ann@example.org>",
    ],
    [{ author: { name: "Bo $& Example", email: "bo@example.org" } }, "Bo $& Example"],
    [{}, "the authors of plain"],
  ])("have the standard text where a package has no file: %j", (manifest, holder) => {
    const folder = dependency("plain", { name: "plain", license: "ISC", ...manifest });
    const text = thirdPartyNotices([folder], root);
    expect(text).toContain(`\nISC License\n\nCopyright (c) ${holder}\n\nPermission to use,`);
  });

  test("have the standard text besides other notices", () => {
    const folder = dependency("plain", { name: "plain", license: "MIT" }, { NOTICE: "By others" });
    expect(thirdPartyNotices([folder], root)).toMatch(/\nMIT License\n(.|\n)*\n\nBy others\n$/);
  });

  test("have two versions of a package, and the same version once", () => {
    const folders = ["1.0.0", "2.0.0", "2.0.0"].map((version, index) =>
      dependency(`p${index}`, { name: "p", version, license: "MIT" }, { LICENSE: "Text" }),
    );
    expect(headings(thirdPartyNotices(folders, root))).toEqual(["p 1.0.0 (MIT)", "p 2.0.0 (MIT)"]);
  });

  test("cannot be made if a licence is not known; every such package is named", () => {
    const folders = [
      dependency("one", { name: "one", license: "Apache-2.0" }),
      dependency("good", { name: "good", license: "MIT" }),
      dependency("two", { name: "two" }),
      dependency("three", { name: "three", license: "../../LICENSE" }),
    ];
    expect(() => thirdPartyNotices(folders, root)).toThrow(
      /^one: no licence file.*'Apache-2\.0'\nthree: .*\ntwo: no licence file.*'undefined'$/,
    );
  });
});

describe("dist/THIRD-PARTY-NOTICES", () => {
  const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
  const notices = read("dist/THIRD-PARTY-NOTICES");
  interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly devDependencies: Readonly<Record<string, string>>;
  }
  const manifest = JSON.parse(read("package.json")) as Manifest;

  test("has every package that the source imports, in the installed version", () => {
    const source = fastGlob
      .sync("{src,rules}/**/*.ts", { cwd: projectRoot, ignore: ["**/*.test.ts"] })
      .map(read)
      .join("\n");
    const imported = Object.entries(manifest.devDependencies).filter(([name]) =>
      new RegExp(`^(?!import type).*(?:from|import\\(?) ?"${name}(?:/[^"]*)?"`, "m").test(source),
    );
    expect(imported.map(([name]) => name)).toEqual(
      expect.arrayContaining(["dockerfile-ast", "fast-glob", "undici", "yaml", "zod"]),
    );
    const missing = imported.filter(
      ([name, version]) => !notices.includes(`\n${name} ${version} (`),
    );
    expect(missing).toEqual([]);
  });

  test("has a copyright line or a text in each section", () => {
    const sections = notices.split(/^-{80}\n.*\n.*\n-{80}$/m).slice(1);
    expect(sections.length).toBeGreaterThan(20);
    for (const section of sections) {
      expect(section).toMatch(/copyright/i);
      expect(section.length).toBeGreaterThan(500);
    }
  });

  test("names the code of others that packages mark in their source", () => {
    const names = [...notices.matchAll(/^-{80}\n(\S+) [\d.]+ \(/gm)].map(([, name = ""]) => name);
    const marked = names
      .flatMap((name) => fastGlob.sync(`node_modules/${name}/**/*.{js,cjs}`, { cwd: projectRoot }))
      .flatMap((path) => [...read(path).matchAll(/\/\*!\s+([\w.-]+)\. \w+ License/g)])
      .map(([, name = ""]) => name);
    expect(marked).toContain("ws");
    expect([...new Set(marked)].filter((name) => !notices.includes(`\n${name}`))).toEqual([]);
  });
});
