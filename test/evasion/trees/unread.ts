import { banned } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

const dockerfile = `FROM ${banned}\nUSER root\n`;
const sources: Readonly<Record<string, readonly [source: string | Uint8Array, why: string]>> = {
  "larger than 1 MiB": [
    `#${"#".repeat(1024 * 1024)}\n${dockerfile}`,
    "it is larger than 1 MiB and was not read",
  ],
  "in UTF-16": [
    Buffer.from(`\uFEFF${dockerfile}`, "utf16le"),
    "it is UTF-16 text, which BuildKit does not read",
  ],
  "with a NUL": [`#\0\n${dockerfile}`, "it contains NUL bytes and is not text"],
};
const withoutTheRule: Readonly<Record<string, readonly string[]>> = {
  "--only another rule": ["--only", "root-user"],
  "--ignore": ["--ignore", "invalid-dockerfile"],
  "--rule off": ["--rule", "invalid-dockerfile=off"],
};

/** A file that was not read is never clean, whatever rules run. */
export const cases: readonly TreeCase[] = Object.entries(sources).flatMap(
  ([kind, [source, why]]) => [
    {
      name: `a Dockerfile ${kind} is a finding`,
      files: { Dockerfile: source },
      args: ["lint", "--format", "concise"],
      status: 1 as const,
      stdout: [`error invalid-dockerfile: not checked: ${why}`],
    },
    ...Object.entries(withoutTheRule).map(([option, args]) => ({
      name: `a Dockerfile ${kind}, with ${option}`,
      files: { Dockerfile: source },
      args: ["lint", ...args],
      status: 2 as const,
      stderr: [`error: Dockerfile: Not checked: ${why}.`],
    })),
  ],
);
