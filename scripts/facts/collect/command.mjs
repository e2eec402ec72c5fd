// `npm run facts -- collect`: reads the sources in a folder and writes what they state into scripts/facts/collected/.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { render } from "./render.mjs";
import { sources } from "./sources.mjs";

const usage = `usage: npm run facts -- collect --from DIR [--online] [--inputs DIR] [--pypi URL] [--cli FILE]

--from DIR     the sources: bare git directories or checkouts with these names, or links to them:
               ${sources
                 .filter(({ online }) => !online)
                 .map(({ name }) => name)
                 .join(", ")}
--online       also asks PyPI, and registries through \`inferlint facts update\`
--inputs DIR   collected/ is written there, and decided.yaml read (default: scripts/facts)
--pypi URL     the simple index in place of the one that pip is configured for
--cli FILE     inferlint (default: dist/cli.cjs)

A source that is missing keeps what is recorded. Exit code 0: done. 2: an error; nothing was written.`;

const options = {
  help: { type: "boolean" },
  from: { type: "string" },
  online: { type: "boolean", default: false },
  inputs: { type: "string", default: fileURLToPath(new URL("../", import.meta.url)) },
  pypi: { type: "string" },
  cli: {
    type: "string",
    default: fileURLToPath(new URL("../../../dist/cli.cjs", import.meta.url)),
  },
};

/** @returns the exit code */
export async function collect(args) {
  const { values, fault } = readArguments(args);
  if (values?.help) return say(process.stdout, usage, 0);
  if (fault) return say(process.stderr, `${fault}\n\n${usage}`, 2);
  try {
    return await run(values);
  } catch (error) {
    return say(process.stderr, error.message, 2);
  }
}

function readArguments(args) {
  try {
    const { values } = parseArgs({ args, options });
    return values.from || values.help
      ? { values }
      : { fault: "--from is missing: name the folder with the sources" };
  } catch (error) {
    return { fault: error.message };
  }
}

function say(stream, text, code) {
  stream.write(`${text}\n`);
  return code;
}

async function run({ from, online, inputs, pypi, cli }) {
  if (!sources.some((source) => !source.online && existsSync(join(from, source.name))))
    throw new Error(noSource(from));
  const collected = join(inputs, "collected");
  const sentences = quoted(join(inputs, "decided.yaml"));
  const known = {};
  const texts = new Map();
  for (const { name, online: isOnline, load } of sources) {
    const file = join(collected, `${name}.json`);
    const folder = join(from, name);
    const recorded = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
    if (recorded) known[name] = recorded;
    if (isOnline ? !online : !existsSync(folder)) {
      if (!isOnline) keep(name, `${folder} is missing`, recorded);
      continue;
    }
    progress(`${name} …`);
    const { collect: read } = await load();
    const result = await read(folder, name, { recorded, sentences, known, pypi, cli });
    progress("");
    if (result.unreachable) keep(name, result.unreachable, recorded);
    else {
      known[name] = result;
      texts.set(file, render(result));
    }
  }
  mkdirSync(collected, { recursive: true });
  for (const [file, text] of texts) writeFileSync(file, text);
  return 0;
}

const noSource = (from) =>
  `${from} has none of the sources; expected is at least one of the folders ${sources
    .filter(({ online }) => !online)
    .map(({ name }) => name)
    .join(", ")}`;

/** The sentences that decided.yaml quotes; none where it is missing. */
function quoted(file) {
  return existsSync(file) ? (parse(readFileSync(file, "utf8"))?.sentences ?? {}) : {};
}

function keep(name, why, recorded) {
  const what = recorded ? "what is recorded is kept" : "nothing is recorded of it";
  say(process.stderr, `${name}: ${why}: ${what}`, 0);
}

/** One line that the next one overwrites; only where a person watches. */
function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}
