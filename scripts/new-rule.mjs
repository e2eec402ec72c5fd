// `npm run new-rule -- ID` writes the folder of a new rule and its line in rules/index.ts.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ruleIdsIn, rulesIndex } from "./generated-files.mjs";
import { ruleFiles } from "./rule-template.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is wrong with an id; null if it can be used. */
function problemOf(id, others) {
  if (id === undefined || others.length > 0) return "usage: npm run new-rule -- ID";
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id))
    return `'${id}' is not a rule id: use the thing and its fault in lower case, such as stale-tag`;
  if (existsSync(join(root, "rules", id))) return `rules/${id} already exists`;
  return null;
}

const [id, ...others] = process.argv.slice(2);
const problem = problemOf(id, others);
if (problem !== null) {
  console.error(problem);
  process.exit(2);
}

mkdirSync(join(root, "rules", id));
for (const [name, text] of Object.entries(ruleFiles(id))) {
  writeFileSync(join(root, "rules", id, name), text);
  console.log(`rules/${id}/${name}: written`);
}
writeFileSync(join(root, "rules/index.ts"), rulesIndex(ruleIdsIn(root)));
console.log(`rules/index.ts: written

Write the rule, its page and its test; the level is off until you set one. Then run npm run generate.
CONTRIBUTING.md names what else to change.`);
