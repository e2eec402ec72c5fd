// `npm run generate` writes everything that is made from something else: the list of rules, its page, the schemas of
// configuration and reports, dist/, and the output of the commands that documents show.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ruleIdsIn, rulesIndex, rulesPage, schemaFileText } from "./generated-files.mjs";
import { reportSchemas } from "./schemas/index.mjs";
import { importSource } from "./source.mjs";

/** Their tests called `shows the output …` run the commands of documents, and with --update write the output into them. */
const documentTests = [
  "test/readme.test.ts",
  "test/online/readme.test.ts",
  "test/library/package.test.ts",
];

const root = fileURLToPath(new URL("..", import.meta.url));

function write(path, text) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  writeFileSync(file, text);
  console.log(`${path}: written`);
}

/** Runs a script of this project to its end; what it prints is shown if it fails. */
function run(what, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  console.error(`${what} failed:\n${stdout}${stderr}`);
  process.exit(1);
}

/** The rules and the schema as the source has them now. */
const loadSource = () =>
  importSource(`
    export { ruleset } from "./src/pipeline/ruleset.ts";
    export { configJsonSchema } from "./src/config/schema/json-schema.ts";`);

write("rules/index.ts", rulesIndex(ruleIdsIn(root)));
const { ruleset, configJsonSchema } = await loadSource();
write("rules/README.md", await rulesPage(ruleset));
write("schema/inferlint.config.v1.json", await schemaFileText(configJsonSchema(ruleset)));
for (const [name, schema] of Object.entries(reportSchemas))
  write(`schema/${name}`, await schemaFileText(schema));
run("npm run bundle", "scripts/bundle.mjs");
run(
  "Running the examples of the documents",
  "node_modules/vitest/vitest.mjs",
  "run",
  ...documentTests,
  "--testNamePattern=shows the output",
  "--update",
);
