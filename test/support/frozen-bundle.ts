import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A directory like dist/, made from the source as it is, with the facts of fixtures/catalogue/. */
    readonly frozenBundle: string;
  }
}

let directory = "";

/** Runs once before all tests. */
export function setup({ provide }: TestProject): void {
  directory = mkdtempSync(join(tmpdir(), "inferlint-bundle-"));
  const args = ["scripts/bundle.mjs", "--catalogue", "fixtures/catalogue", "--out", directory];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`bundle.mjs ended with ${status ?? "a signal"}: ${stderr}`);
  provide("frozenBundle", directory);
}

export function teardown(): void {
  rmSync(directory, { recursive: true, force: true });
}
