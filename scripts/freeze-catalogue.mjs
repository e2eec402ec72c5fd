// `node scripts/freeze-catalogue.mjs [DIR]` writes fixtures/catalogue/, the facts that tests use: those in DIR, by default what is
// there already, with fixtures/catalogue/changes.json applied. That is a JSON merge patch (RFC 7396) for each file, with the entries
// that are made up. So when the format of the catalogue grows, the frozen facts get what is new, and keep what tests rely on.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
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

const [directory = frozen] = argv.slice(2);
for (const [name, patch] of Object.entries(read(join(frozen, "changes.json"))))
  writeFileSync(
    join(frozen, `${name}.json`),
    render(merge(read(join(directory, `${name}.json`)), patch)),
  );
