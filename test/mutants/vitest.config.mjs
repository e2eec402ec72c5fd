import { defineConfig } from "vitest/config";
import project from "../../vitest.config.ts";

// The tests that run the mutated source itself: not dist/, no copy of the project, and nothing that takes many seconds, since
// each test runs once for every mutant of the code that it covers.
export default defineConfig({
  ...project,
  test: {
    ...project.test,
    include: [
      "rules/**/*.test.ts",
      "test/{buildkit,check,domain,enrich,fix,parse,resolve}/**/*.test.ts",
      "test/{cases,ruleset}.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/properties.test.ts"],
  },
});
