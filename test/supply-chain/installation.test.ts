import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pack } from "../support/packed.ts";
import {
  bareEnvironment,
  projectFiles,
  projectRoot,
  run,
  temporaryDirectory,
} from "../support/working-copy.ts";

// Installing the project runs no code of packages, and installs only what the lock files name.

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const files = projectFiles();
const lockFiles = files.filter((path) => /(?:^|\/)package-lock\.json$/.test(path));

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}

/**
 * The packages of a lock file that are not identified by their content, or come from a named address. Those that the tarball of
 * another package has are identified by that.
 */
function faultsOf(lockFile: string): readonly string[] {
  const { packages } = JSON.parse(lockFile) as { packages: Record<string, LockEntry> };
  return Object.entries(packages)
    .filter(([place, { inBundle }]) => {
      const outer = packages[place.split("/node_modules/", 1)[0] ?? ""];
      return place !== "" && !(inBundle && outer && outer !== packages[place]);
    })
    .flatMap(([place, { version, integrity = "", resolved, link }]) => [
      ...(/^sha512-[\w+/]{86}==$/.test(integrity) ? [] : [`${place}: no SHA-512`]),
      ...(version === undefined || link ? [`${place}: not a version of a registry`] : []),
      ...(resolved === undefined ? [] : [`${place}: ${resolved}`]),
    ]);
}

describe("lock files", () => {
  test("there is one beside every package.json that has dependencies", () => {
    const manifests = files.filter((path) => /(?:^|\/)package\.json$/.test(path));
    const withDependencies = manifests.filter((path) =>
      /"(?:dev|optional|peer)?dependencies"/i.test(read(path)),
    );
    expect(lockFiles.length).toBeGreaterThanOrEqual(4);
    expect(withDependencies.map((path) => join(dirname(path), "package-lock.json")).sort()).toEqual(
      [...lockFiles].sort(),
    );
  });

  test.each(lockFiles)("every package of %s has its integrity, and no address", (path) => {
    expect(faultsOf(read(path))).toEqual([]);
  });

  test("a package without integrity, with a weak one, from an address or a folder is found", () => {
    const integrity = `sha512-${"A".repeat(86)}==`;
    const packages = {
      "": { name: "inferlint", version: "0.1.0" },
      "node_modules/good": { version: "1.0.0", integrity },
      "node_modules/good/node_modules/inside": { version: "1.0.0", inBundle: true },
      "node_modules/bundled": { version: "1.0.0", inBundle: true },
      "node_modules/none": { version: "1.0.0" },
      "node_modules/weak": { version: "1.0.0", integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" },
      "node_modules/mirror": { version: "1.0.0", integrity, resolved: "https://mirror.example/m" },
      "node_modules/folder": { resolved: "packages/folder", link: true },
    };
    expect(faultsOf(JSON.stringify({ packages }))).toEqual([
      "node_modules/bundled: no SHA-512",
      "node_modules/none: no SHA-512",
      "node_modules/weak: no SHA-512",
      "node_modules/mirror: https://mirror.example/m",
      "node_modules/folder: no SHA-512",
      "node_modules/folder: not a version of a registry",
      "node_modules/folder: packages/folder",
    ]);
  });

  test("no file sets the address of a registry", () => {
    const settings = files.filter((path) =>
      /(?:^|\/)(?:\.npmrc|\.yarnrc.*|requirements.*\.txt|pip\.conf)$/.test(path),
    );
    expect(settings).toContain(".npmrc");
    const naming = settings.filter((path) =>
      /registry\s*=|index-url|find-links|https?:/.test(read(path)),
    );
    expect(naming).toEqual([]);
  });
});

/** Calls of npm that install packages without `--ignore-scripts`, in shell, in JavaScript, and in documents. */
function installationsWithScripts(text: string): readonly string[] {
  const calls = text.matchAll(
    /\bnpm\b["'`]?[\s,[("'`]+(?:ci|clean-install|i|install|add|update|rebuild)\b[^\n|;&]*/g,
  );
  return [...calls].map(([call]) => call).filter((call) => !call.includes("--ignore-scripts"));
}

describe("installation runs no scripts of packages", () => {
  test.each([
    ["npm ci", 1],
    ['run("npm", "ci", "--prefix", "test/mutants");', 1],
    ['spawnSync("npm", ["install", "--no-audit"], {', 1],
    ["npm i zod && npm run types", 1],
    ["`npm ci --prefix test/attw`", 1],
    ["npm ci --ignore-scripts --no-audit", 0],
    ['spawnSync("npm", ["ci", "--ignore-scripts"], {', 0],
    ["npm run install-hooks; npm test", 0],
  ])("%s: %i calls with scripts", (text, count) => {
    expect(installationsWithScripts(text)).toHaveLength(count);
  });

  test("no file of the project installs with scripts", () => {
    const own = "test/supply-chain/installation.test.ts";
    const texts = files.filter(
      (path) => path !== own && !/^(?:dist|fixtures)\/|package-lock\.json$/.test(path),
    );
    expect(texts.flatMap((path) => installationsWithScripts(read(path)))).toEqual([]);
  });

  test("every folder with a lock file says so for calls without the option, too", () => {
    const without = lockFiles
      .map((path) => join(dirname(path), ".npmrc"))
      .filter(
        (path) =>
          !existsSync(join(projectRoot, path)) || !/^ignore-scripts=true$/m.test(read(path)),
      );
    expect(without).toEqual([]);
  });

  describe("npm respects .npmrc", () => {
    const location = temporaryDirectory();
    const project = join(location, "project");
    const trace = join(location, "trace");
    let tarball = "";

    beforeAll(() => {
      const dependency = join(location, "dependency");
      mkdirSync(dependency);
      const scripts = { postinstall: `node -e "fs.writeFileSync(process.env.TRACE, 'ran')"` };
      write(dependency, { name: "with-script", version: "1.0.0", scripts });
      tarball = pack(dependency, location);
    });
    afterAll(() => {
      rmSync(location, { recursive: true });
    });

    function write(directory: string, manifest: object): void {
      writeFileSync(join(directory, "package.json"), JSON.stringify(manifest));
    }

    test.each([
      ["no settings", "", true],
      ["the settings of this project", read(".npmrc"), false],
    ])("with %s", (_, settings, hasRun) => {
      for (const path of [project, trace]) rmSync(path, { recursive: true, force: true });
      mkdirSync(project);
      write(project, { dependencies: { "with-script": `file:${tarball}` } });
      writeFileSync(join(project, ".npmrc"), settings);
      const env = bareEnvironment({
        TRACE: trace,
        npm_config_cache: join(location, "cache"),
        npm_config_userconfig: "/dev/null",
      });
      const args = ["install", "--offline", "--no-audit", "--no-fund"];
      const { status, stderr } = run("npm", args, { cwd: project, env });
      expect(status, stderr).toBe(0);
      expect(existsSync(join(project, "node_modules/with-script"))).toBe(true);
      expect(existsSync(trace)).toBe(hasRun);
    });
  });
});
