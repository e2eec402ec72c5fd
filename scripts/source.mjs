// The TypeScript source as a module that scripts can import.
import { build } from "esbuild";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Imports what `exports` says, a module text whose paths start at the root of the project, as the source has it now.
 * @param plugins of esbuild, for a source that differs from what is there
 */
export async function importSource(exports, plugins = []) {
  const { outputFiles } = await build({
    stdin: { contents: exports, resolveDir: root },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    // Packages from npm that are CommonJS call require().
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    loader: { ".md": "text" },
    plugins,
  });
  const directory = join(root, "node_modules/.cache/source");
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${process.pid}-${Date.now()}.mjs`);
  writeFileSync(file, outputFiles[0].text);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(file);
  }
}
