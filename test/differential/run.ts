import type { BuildKit } from "./buildkit.ts";
import type { Comparison, Difference } from "./compare.ts";
import { compare } from "./compare.ts";
import type { BuildInput } from "./generate.ts";
import { generate } from "./generate.ts";
import { minimize } from "./minimize.ts";

/** A build about which the tool and BuildKit differ. */
export interface Example {
  /** `SEED-INDEX`, which makes the build again. */
  readonly name: string;
  readonly input: BuildInput;
}

export interface Outcome {
  readonly files: number;
  /** BuildKit accepts them. */
  readonly valid: number;
  /** The target has the whole root directory of an inference image. */
  readonly onInferenceImages: number;
  /** Of these, the target runs as root. */
  readonly root: number;
  /** Builds with something to find: it is found, only noted as unknown, or neither. */
  readonly found: number;
  readonly noted: number;
  readonly missed: number;
  readonly examples: ReadonlyMap<Difference, readonly Example[]>;
}

interface Options {
  readonly count: number;
  readonly seed: number;
  /** The index of the first build. */
  readonly first: number;
  readonly onProgress: (files: number) => void;
}

/** BuildKit works on one batch while the tool checks the one before it. */
const batchSize = 250;

/** Generates builds and compares what BuildKit and the tool say about them. */
export async function run(buildkit: BuildKit, options: Options): Promise<Outcome> {
  const { count, seed, first, onProgress } = options;
  const counts = {
    files: 0,
    valid: 0,
    onInferenceImages: 0,
    root: 0,
    found: 0,
    noted: 0,
    missed: 0,
  };
  const examples = new Map<Difference, Example[]>();

  const record = (example: Example, comparison: Comparison): void => {
    counts.files++;
    if (comparison.built.error === undefined) counts.valid++;
    if (comparison.inference.length > 0) counts.onInferenceImages++;
    if (comparison.isRoot) counts.root++;
    if (comparison.how !== "nothing") counts[comparison.how]++;
    for (const difference of comparison.differences)
      examples.set(difference, [...(examples.get(difference) ?? []), example]);
  };
  const nextBatch = (from: number) => {
    const size = Math.max(0, Math.min(batchSize, first + count - from));
    const batch = Array.from({ length: size }, (_, offset) => ({
      name: `${seed}-${from + offset}`,
      input: generate(seed, from + offset),
    }));
    return { batch, answers: buildkit.ask(batch.map(({ input }) => input)) };
  };

  let coming = nextBatch(first);
  for (let from = first; from < first + count; from += batchSize) {
    const { batch, answers } = coming;
    const all = await answers;
    coming = nextBatch(from + batchSize);
    for (const [offset, example] of batch.entries()) {
      const built = all[offset];
      if (built) record(example, await compare(example.input, built));
    }
    onProgress(counts.files);
  }
  return { ...counts, examples };
}

/** The smallest build found with the same difference, and BuildKit's answer to it. */
export async function smallest(
  buildkit: BuildKit,
  difference: Difference,
  { input }: Example,
): Promise<BuildInput> {
  return minimize(input, async (smaller) => {
    const [built] = await buildkit.ask([smaller]);
    return built !== undefined && (await compare(smaller, built)).differences.includes(difference);
  });
}
