import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuildKit } from "../differential/buildkit.ts";
import { startBuildKit } from "../differential/buildkit.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import { projectRoot } from "../support/working-copy.ts";
import type { BuildCase } from "./build-case.ts";
import { readTables } from "./read-tables.ts";

// The column `buildkit` of the tables in builds/ is what BuildKit's own code says.

const tables = await readTables<BuildCase>("builds");

describe.runIf(realProgramsRequired)("BuildKit v0.34.2", () => {
  let buildkit: BuildKit;
  beforeAll(() => {
    buildkit = startBuildKit(join(projectRoot, "node_modules/.cache/differential/bin"));
  });
  afterAll(() => {
    buildkit.stop();
  });

  describe.each(tables)("%s", (_, cases) => {
    test.each(cases)("$name", async ({ buildkit: expected, ...input }) => {
      const [built] = await buildkit.ask([input]);
      if (expected === "another frontend") {
        expect(built?.frontend).toEqual(expect.any(String));
        return;
      }
      expect(built?.frontend ?? "docker/dockerfile").toMatch(/docker\/dockerfile/);
      if (expected === "rejects") expect(built?.error).toEqual(expect.any(String));
      else {
        const [full] = await buildkit.ask([{ reference: expected.image }]);
        expect(built?.user).toEqual(expected.user);
        expect([built?.image, ...(built?.roots ?? [])]).toContain(full?.image);
      }
    });
  });
});
