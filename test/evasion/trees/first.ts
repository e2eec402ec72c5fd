import { banned } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

/** What was found before this table existed, as a check of the table itself. */
export const cases: readonly TreeCase[] = [
  {
    name: "a Dockerfile in a dot directory",
    files: { ".hidden/Dockerfile": `FROM ${banned}\n` },
    args: ["lint"],
    status: 1,
    stdout: [".hidden/Dockerfile", "unsupported-image"],
  },
];
