import { basename, dirname, join, resolve } from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const shipped = join(root, "src/catalogue/data");
const frozen = join(root, "fixtures/catalogue");

export default defineConfig({
  plugins: [
    {
      // Rule pages are imported as functions that return their text, as in the bundle.
      name: "rule-pages",
      transform: (code, id) =>
        id.endsWith(".md") ? `export default () => ${JSON.stringify(code)};` : undefined,
    },
    {
      // The source reads the facts of fixtures/catalogue/, so that a refresh of the catalogue breaks no test.
      name: "frozen-catalogue",
      enforce: "pre",
      resolveId: (source, importer) => {
        // Vite names modules with / on Windows, too.
        if (
          !importer ||
          !resolve(importer).startsWith(join(root, "src/")) ||
          !source.endsWith(".json")
        )
          return undefined;
        const file = resolve(dirname(importer), source);
        return dirname(file) === shipped ? join(frozen, basename(file)) : undefined;
      },
    },
  ],
  test: {
    include: ["{test,rules}/**/*.test.ts"],
    // The bundle with the same facts, for tests that run the command line.
    globalSetup: "test/support/frozen-bundle.ts",
    // Vitest leaves one core idle by default; on two cores that doubles the time.
    maxWorkers: "100%",
    // These only end what hangs: no test depends on the speed of the machine.
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
