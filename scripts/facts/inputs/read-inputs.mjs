// Reads what `build` merges: the collected files and decided.yaml.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { collectedSchemas, optionalFiles } from "./collected.mjs";
import { decidedSchema } from "./decided.mjs";

/** An input that is missing or has another form than it must have. */
class InputError extends Error {}

/**
 * @param directory scripts/facts/, or one of the same form
 * @returns {{ collected: Record<string, object>, decided: object }}
 * @throws InputError that names file and key
 */
export function readInputs(directory) {
  const files = Object.keys(collectedSchemas).map((name) => [name, readCollected(directory, name)]);
  return {
    collected: Object.fromEntries(files.filter(([, content]) => content !== null)),
    decided: readDecided(directory),
  };
}

function readCollected(directory, name) {
  const path = join(directory, "collected", `${name}.json`);
  if (!existsSync(path)) {
    if (optionalFiles.includes(name)) return null;
    throw new InputError(`${path} is missing: \`npm run facts -- collect --from DIR\` writes it`);
  }
  return validated(path, readWith(JSON.parse, path), collectedSchemas[name]);
}

function readDecided(directory) {
  const path = join(directory, "decided.yaml");
  if (!existsSync(path)) throw new InputError(`${path} is missing: it is kept by hand, restore it`);
  return validated(path, readWith(parse, path), decidedSchema);
}

function readWith(read, path) {
  try {
    return read(readFileSync(path, "utf8"));
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${error.message}`);
  }
}

function validated(path, content, schema) {
  const { success, data, error } = schema.safeParse(content);
  if (success) return data;
  const lines = error.issues.map((issue) => `${path}: ${issue.path.join(": ")}: ${issue.message}`);
  throw new InputError(lines.join("\n"));
}
