// Writes dist/: a small entry for the command line and one for the GitHub Action, and a file for each large module that is loaded
// on first use. `--check` only compares.
// `--metafile FILE` also writes what esbuild says of the inputs, for the bill of materials of a release.
// `--catalogue DIR --out DIR` writes the code alone, with other facts than those that ship, elsewhere: tests run that.
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { packageFolders, thirdPartyNotices } from "./notices.mjs";

const { values } = parseArgs({
  options: {
    check: { type: "boolean" },
    catalogue: { type: "string" },
    metafile: { type: "string" },
    out: { type: "string", default: "dist" },
  },
});

/** Modules that are imported on demand, and their files in dist/. */
const lazyModules = {
  "src/index.ts": "index",
  "src/discover/search-directory.ts": "search-directory",
  "src/discover/settle.ts": "settle",
  "src/discover/path-pattern.ts": "path-pattern",
  "src/discover/tracked.ts": "tracked",
  "src/parse/index.ts": "parse",
  "src/catalogue/index.ts": "catalogue",
  "src/catalogue/version-rows.ts": "version-rows",
  "src/catalogue/newest-day.ts": "newest-day",
  "src/catalogue/catalogue-file.ts": "catalogue-file",
  "src/catalogue/wheels.ts": "wheels",
  "src/catalogue/environments.ts": "environments",
  "src/report/json/index.ts": "json",
  "src/report/sarif/index.ts": "sarif",
  "src/report/ndjson/index.ts": "ndjson",
  "src/report/github/index.ts": "github",
  "src/report/azure/index.ts": "azure",
  "src/report/gitlab/index.ts": "gitlab",
  "src/report/junit/index.ts": "junit",
  "src/report/markdown/index.ts": "markdown",
  "src/report/html/index.ts": "html",
  "src/pipeline/project/project.ts": "project",
  "src/pipeline/resolve-source.ts": "resolve-source",
  "src/sources/index.ts": "sources",
  "src/sources/yaml/index.ts": "read-yaml",
  "src/sources/python/index.ts": "read-python",
  "src/sources/notebook/index.ts": "read-notebook",
  "src/sources/shell/index.ts": "read-shell",
  "src/sources/hcl/index.ts": "read-hcl",
  "src/sources/hcl/parse-hcl.ts": "parse-hcl",
  "src/sources/json/index.ts": "read-json",
  "src/sources/markdown/index.ts": "read-markdown",
  "src/pipeline/fingerprint-hash.ts": "fingerprint-hash",
  "src/config/schema/load-config.ts": "load-config",
  "src/config/schema/patterns.ts": "patterns",
  "src/pipeline/extended-config.ts": "extended-config",
  "src/pipeline/run-origins.ts": "run-origins",
  "src/pipeline/gate-inputs.ts": "gate-inputs",
  "src/pipeline/fix-files.ts": "fix-files",
  "src/pipeline/rollout/record.ts": "record",
  "src/pipeline/support-ends.ts": "support-ends",
  "src/cli/commands/rollout.ts": "rollout-command",
  "src/cli/commands/merge.ts": "merge-command",
  "src/cli/commands/lint-lines.ts": "lint-lines",
  "src/pipeline/shard/open-shard.ts": "open-shard",
  "src/pipeline/shard/record-shard.ts": "record-shard",
  "src/pipeline/registry-session.ts": "registry-session",
  "src/cli/network-settings.ts": "network-settings",
  "src/cli/run-against.ts": "run-against",
  "src/registry/online.ts": "online",
  "src/registry/facts-file/facts-file.ts": "facts-file",
  "src/config/schema/user-config.ts": "user-config",
  "src/registry/facts-file/facts-recorder.ts": "facts-recorder",
  "src/cli/commands/cache.ts": "cache-command",
  "src/cli/commands/explain.ts": "explain-command",
  "src/cli/commands/config.ts": "config-command",
  "src/cli/commands/facts.ts": "facts-command",
  "src/cli/commands/forecast.ts": "forecast-command",
  "src/cli/commands/help.ts": "help-command",
  "src/cli/commands/image.ts": "image-command",
  "src/cli/commands/images.ts": "images-command",
  "src/cli/commands/inspect.ts": "inspect-command",
  "src/discover/gitignore-file.ts": "gitignore-file",
  "src/pipeline/exemptions/open-limit.ts": "open-limit",
  "src/pipeline/exemptions/collect.ts": "exemptions",
  "src/cli/commands/exceptions.ts": "exceptions-command",
  "rules/policy-requirement/rule.ts": "policy-requirement",
};

const lazyModuleFiles = {
  name: "lazy-modules",
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ path, kind, resolveDir }) => {
      if (kind !== "dynamic-import") return undefined;
      const module = relative(process.cwd(), resolve(resolveDir, path)).replaceAll(sep, "/");
      const file = lazyModules[module];
      if (!file)
        return { errors: [{ text: `${module} is imported on demand: add it to lazyModules` }] };
      return { path: `./${file}.cjs`, external: true };
    });
  },
};

/** JSON.parse of a string is faster at start than an object literal of the same size. */
const dataAsStrings = {
  name: "data-as-strings",
  setup({ onLoad, onResolve }) {
    const read = (path) => {
      const file = values.catalogue ? join(values.catalogue, basename(path)) : path;
      return JSON.parse(readFileSync(file, "utf8"));
    };
    const moduleOf = (data) => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(data))})`,
      loader: "js",
    });
    // The rows of versions are nearly half of the data: the module that has them is loaded on first use. --version needs only
    // the days of the sources.
    onResolve({ filter: /\/data\/images\.json$/ }, ({ path, importer, resolveDir }) => {
      const namespace = /\b(?:version-rows|newest-day)(?=\.ts$)/.exec(importer)?.[0];
      return namespace ? { path: resolve(resolveDir, path), namespace } : undefined;
    });
    onLoad({ filter: /./, namespace: "newest-day" }, ({ path }) => {
      const { list, sources } = read(path);
      return moduleOf({ list, sources });
    });
    onLoad({ filter: /./, namespace: "version-rows" }, ({ path }) => {
      const all = Object.entries(read(path).repositories);
      const rows = all.flatMap(([name, { versions }]) => (versions ? [[name, { versions }]] : []));
      return moduleOf({ repositories: Object.fromEntries(rows) });
    });
    onLoad({ filter: /src\/catalogue\/data\/images\.json$/ }, ({ path }) => {
      const { repositories, ...images } = read(path);
      const entries = Object.entries(repositories).map(([name, { versions, ...entry }]) => [
        name,
        versions ? { ...entry, ranged: true } : entry,
      ]);
      return moduleOf({ ...images, repositories: Object.fromEntries(entries) });
    });
    onLoad({ filter: /src\/catalogue\/data\/.*\.json$/ }, ({ path }) => moduleOf(read(path)));
  },
};

/** The pages of rules are in a file of their own, since only `explain` and SARIF show them. */
const pagesFile = "pages.cjs";
const pages = Object.fromEntries(
  readdirSync("rules", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`rules/${entry.name}/README.md`))
    .map(({ name }) => [name, readFileSync(`rules/${name}/README.md`, "utf8")]),
);

const pagesOnDemand = {
  name: "pages-on-demand",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: new RegExp(`^\\./${pagesFile}$`) }, ({ path }) => ({
      path,
      external: true,
    }));
    onLoad({ filter: /rules\/[^/]+\/README\.md$/ }, ({ path }) => {
      const id = JSON.stringify(basename(dirname(path)));
      return {
        contents: `export default () => require("./${pagesFile}")[${id}];`,
        loader: "js",
        resolveDir: dirname(path),
      };
    });
  },
};

const banner = "/* @generated by scripts/bundle.mjs from src/ and rules/; do not edit */";

const { outputFiles, metafile } = await build({
  entryPoints: [
    { in: "src/cli/main.ts", out: "cli" },
    { in: "src/cli/action.ts", out: "action" },
    ...Object.entries(lazyModules).map(([file, out]) => ({ in: file, out })),
  ],
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  write: false,
  metafile: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minify: true,
  keepNames: false,
  legalComments: "none",
  charset: "utf8",
  // require() instead of import(): the loader of ES modules would read each file again.
  supported: { "dynamic-import": false },
  define: { "import.meta.url": "undefined" },
  banner: { js: banner },
  alias: { "vscode-languageserver-types": `${import.meta.dirname}/positions.mjs` },
  plugins: [lazyModuleFiles, dataAsStrings, pagesOnDemand],
});

if (values.metafile) writeFileSync(values.metafile, JSON.stringify(metafile));
const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
files.set("cli.cjs", `#!/usr/bin/env node\n${files.get("cli.cjs")}`);
files.set(pagesFile, `${banner}\nmodule.exports = ${JSON.stringify(pages)};\n`);
files.set("package.json", '{ "type": "commonjs" }\n');
if (!values.catalogue) {
  const { bundleDeclarations } = await import("./declarations.mjs");
  files.set("index.d.cts", `${banner}\n${bundleDeclarations(".", "src/index.ts")}`);
  files.set("THIRD-PARTY-NOTICES", thirdPartyNotices(packageFolders(Object.keys(metafile.inputs))));
}

if (values.check) {
  const present = readdirSync("dist").sort();
  const stale = [...files].filter(([name, text]) => {
    try {
      return readFileSync(`dist/${name}`, "utf8") !== text;
    } catch {
      return true;
    }
  });
  const surplus = present.filter((name) => !files.has(name));
  if (stale.length + surplus.length > 0) {
    const names = [...stale.map(([name]) => name), ...surplus].join(", ");
    console.error(`dist/ is out of date (${names}): run npm run bundle`);
    process.exitCode = 1;
  }
} else {
  rmSync(values.out, { recursive: true, force: true });
  mkdirSync(values.out, { recursive: true });
  for (const [name, text] of files)
    writeFileSync(join(values.out, name), text, { mode: name === "cli.cjs" ? 0o755 : 0o644 });
}
