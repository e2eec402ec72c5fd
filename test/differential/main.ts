import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { BuildKit } from "./buildkit.ts";
import { startBuildKit } from "./buildkit.ts";
import type { Difference } from "./compare.ts";
import type { Example, Outcome } from "./run.ts";
import { run, smallest } from "./run.ts";

const usage = `npm run differential -- [--count N] [--seed S] [--first INDEX] [--show N] [--out DIRECTORY] [--strict]

Compares what inferlint reports with what BuildKit builds, for N generated Dockerfiles (20000). The seed (1) decides which. Of
each kind of difference, --show N examples (10) are made smaller and written to DIRECTORY. With --strict, a fault that is only
noted as unknown counts as missed. The exit code is 1 if there are differences.`;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    first: { type: "string", default: "0" },
    show: { type: "string", default: "10" },
    out: { type: "string", default: "node_modules/.cache/differential" },
    strict: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function numberOf(option: "count" | "seed" | "first" | "show"): number {
  const number = Number(values[option]);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new RangeError(`--${option} ${values[option]} is no whole number`);
  return number;
}

/** Faults that are noted as unknown, and files that BuildKit rejects for what no rule is about, such as an invalid port. */
const lesser: ReadonlySet<string> = new Set(["only-noted", "accepted-invalid"]);

if (values.help) print(usage);
else {
  const buildkit = startBuildKit(join(values.out, "bin"));
  const [count, seed] = [numberOf("count"), numberOf("seed")];
  const outcome = await run(buildkit, {
    ...{ count, seed, first: numberOf("first") },
    onProgress: (files) => {
      if (files % 5000 === 0) process.stderr.write(`${files} of ${count}\n`);
    },
  });
  await printExamples(buildkit, outcome);
  buildkit.stop();
  const { files, valid, onInferenceImages, root, found, noted, missed, examples } = outcome;
  print(`
seed ${seed}: ${files} files, ${valid} valid, ${onInferenceImages} on inference images, ${root} of these as root
faults: ${found} found, ${noted} noted, ${missed} missed`);
  for (const [difference, list] of examples) print(`${difference}: ${list.length}`);
  const differences = [...examples.keys()].filter((one) => values.strict || !lesser.has(one));
  if (differences.length > 0) process.exitCode = 1;
}

async function printExamples(buildkit: BuildKit, { examples }: Outcome): Promise<void> {
  const directory = join(values.out, "examples");
  rmSync(directory, { recursive: true, force: true });
  for (const [difference, list] of examples) {
    if (difference === "only-noted" && !values.strict) continue;
    print(`\n${difference}, in ${join(directory, difference)}:`);
    for (const example of list.slice(0, numberOf("show")))
      print(await writeExample(buildkit, join(directory, difference), difference, example));
  }
}

async function writeExample(
  buildkit: BuildKit,
  directory: string,
  difference: Difference,
  example: Example,
): Promise<string> {
  const input = await smallest(buildkit, difference, example);
  const [built] = await buildkit.ask([input]);
  mkdirSync(directory, { recursive: true });
  const text = JSON.stringify({ ...input, buildkit: built, before: example.input }, null, 2);
  writeFileSync(join(directory, `${example.name}.json`), `${text}\n`);
  const answer = built?.error ?? `${built?.image ?? ""} as ${built?.user ?? "its own user"}`;
  return `  ${example.name} ${JSON.stringify(input)}: ${answer}`;
}
