import { defineConfig } from "vitest/config";

export default defineConfig({
  // Rule pages are imported as functions that return their text, as in the bundle.
  plugins: [
    {
      name: "rule-pages",
      transform: (code, id) =>
        id.endsWith(".md") ? `export default () => ${JSON.stringify(code)};` : undefined,
    },
  ],
  test: {
    include: ["{test,rules}/**/*.test.ts"],
    // Vitest leaves one core idle by default; on two cores that doubles the time.
    maxWorkers: "100%",
    // These only end what hangs: no test depends on the speed of the machine.
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
