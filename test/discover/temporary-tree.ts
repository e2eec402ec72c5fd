import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** Creates a temporary directory for one test from paths and contents; a path that ends in `/` is an empty directory. */
export function temporaryTree(
  content: Readonly<Record<string, string | Uint8Array>> | readonly string[],
): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "inferlint-")));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const entries: readonly (readonly [string, string | Uint8Array])[] = Array.isArray(content)
    ? (content as readonly string[]).map((path) => [path, "FROM scratch\n"])
    : Object.entries(content);
  for (const [path, bytes] of entries) {
    const absolute = join(root, path);
    mkdirSync(path.endsWith("/") ? absolute : dirname(absolute), { recursive: true });
    if (!path.endsWith("/")) writeFileSync(absolute, bytes);
  }
  return root;
}
