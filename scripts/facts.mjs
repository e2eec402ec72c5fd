// `npm run facts`: collects facts from Microsoft's repositories and other public sources, and makes the catalogue of them. See
// docs/facts-data.md.
import process from "node:process";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";

const usage = `usage: npm run facts -- collect --from DIR [--online]
       npm run facts -- build [--write-difference FILE]
       npm run facts -- --check

collect   reads the sources in DIR and writes scripts/facts/collected/; --online also asks PyPI and registries
build     merges them with scripts/facts/decided.yaml, writes src/catalogue/data/, and prints what changes for users
--check   says whether the committed data is what the committed inputs give

--inputs DIR   decided.yaml and collected/ are there (default: scripts/facts)
--data DIR     the data is there (default: src/catalogue/data)

Exit code 0: done. 1: build stopped at a change that needs a decision, or --check found a difference. 2: an error.`;

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const options = {
  help: { type: "boolean" },
  check: { type: "boolean" },
  inputs: { type: "string", default: path("facts/") },
  data: { type: "string", default: path("../src/catalogue/data/") },
  "write-difference": { type: "string" },
};

/** A call that cannot be understood. */
class UsageError extends Error {}

async function main(args) {
  if (args[0] === "collect") {
    const { collect } = await import("./facts/collect/command.mjs");
    return await collect(args.slice(1));
  }
  const { values, positionals } = read(args);
  if (values.help) return print(process.stdout, usage, 0);
  const [command = values.check ? "--check" : undefined, ...others] = positionals;
  const commands = {
    build: () => import("./facts/build-command.mjs"),
    "--check": () => import("./facts/check-command.mjs"),
  };
  if (!Object.hasOwn(commands, command ?? "") || others.length > 0)
    throw new UsageError(
      command === undefined ? "no command" : `unknown: ${positionals.join(" ")}`,
    );
  const { run } = await commands[command]();
  return await run({ ...values, differenceFile: values["write-difference"] });
}

function read(args) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function print(stream, text, code) {
  stream.write(`${text}\n`);
  return code;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const text = error instanceof UsageError ? `${error.message}\n\n${usage}` : error.message;
  process.exitCode = print(process.stderr, text, 2);
}
