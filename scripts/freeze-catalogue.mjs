// `node scripts/freeze-catalogue.mjs [DIR]` writes fixtures/catalogue/, the facts that tests use: those in DIR, by default what is
// there already, with fixtures/catalogue/changes.json applied. That is a JSON merge patch (RFC 7396) for each file, with the entries
// that are made up. So when the format of the catalogue grows, the frozen facts get what is new, and keep what tests rely on.
// `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { render } from "./facts/build/render.mjs";

const frozen = fileURLToPath(new URL("../fixtures/catalogue/", import.meta.url));
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The algorithm of RFC 7396, section 2. */
function merge(target, patch) {
  if (!isObject(patch)) return patch;
  const merged = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch))
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  return merged;
}

const { values, positionals } = parseArgs({
  options: { check: { type: "boolean" } },
  allowPositionals: true,
});
const [directory = frozen] = positionals;
for (const [name, patch] of Object.entries(read(join(frozen, "changes.json")))) {
  const file = join(frozen, `${name}.json`);
  const text = render(merge(read(join(directory, `${name}.json`)), patch));
  if (!values.check) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`${file} is out of date: run node scripts/freeze-catalogue.mjs`);
    process.exitCode = 1;
  }
}
