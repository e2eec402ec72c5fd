// Compares discovery in a large tree with listing the tree: npx tsx bench/discover.ts [files] [files per directory]
import { buildSync } from "esbuild";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as module from "../src/discover/index.ts";

const [files = 100_000, perDirectory = 50] = process.argv.slice(2).map(Number);

function build(root: string): void {
  let directory = root;
  for (let index = 0; index < files; index += 1) {
    const number = Math.floor(index / perDirectory);
    if (index % perDirectory === 0) {
      directory = join(root, `team${number % 20}`, `app${number}`);
      mkdirSync(directory, { recursive: true });
      if (number % 25 === 0) writeFileSync(join(directory, ".gitignore"), "*.log\n/build/\n");
    }
    writeFileSync(join(directory, index % 100 === 0 ? "Dockerfile" : `module${index}.py`), "");
  }
  writeFileSync(join(root, ".gitignore"), "*.tmp\ndist/\n!keep.tmp\n");
}

/** Bundles the code as it ships: tsx would slow it down. */
function load(directory: string): typeof module {
  const outfile = join(directory, "discover.cjs");
  const entry = join(import.meta.dirname, "../src/discover/index.ts");
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "cjs" });
  return createRequire(outfile)(outfile) as typeof module;
}

function list(directory: string): number {
  let entries = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    entries += entry.isDirectory() ? 1 + list(`${directory}/${entry.name}`) : 1;
  return entries;
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const temporary = mkdtempSync(join(tmpdir(), "inferlint-bench-"));
try {
  const { discover } = load(temporary);
  const root = join(temporary, "tree");
  build(root);
  // In this tree, names decide about all files.
  const options = { cwd: root, isDockerfileText: () => Promise.resolve(false) };
  const listing: number[] = [];
  const discovering: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    listing.push(await milliseconds(() => list(root)));
    discovering.push(await milliseconds(() => discover(["."], options)));
  }
  const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[4] ?? NaN;
  const found = (await discover(["."], options)).files.length;
  process.stdout.write(
    `${list(root)} entries, ${found} Dockerfiles: listed in ${median(listing).toFixed(0)} ms, ` +
      `discovered in ${median(discovering).toFixed(0)} ms, ` +
      `ratio ${(median(discovering) / median(listing)).toFixed(2)}\n`,
  );
} finally {
  rmSync(temporary, { recursive: true });
}
