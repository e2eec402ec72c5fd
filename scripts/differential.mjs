// `npm run differential -- --count N --seed S` compares the tool with BuildKit's own code on generated Dockerfiles. The harness in
// test/differential/ is bundled first: it runs the source many thousand times, and tsx would slow it down.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const outfile = join("node_modules", ".cache", "differential", "main.mjs");
await build({
  entryPoints: ["test/differential/main.ts"],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  // The pages of rules are in no report that is compared.
  loader: { ".md": "empty" },
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exitCode = status ?? 2;
