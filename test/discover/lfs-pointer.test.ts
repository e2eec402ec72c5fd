import { describe, expect, test } from "vitest";
import { lfsSize } from "../../src/discover/lfs-pointer.ts";
import { sourceOf } from "../../src/discover/source-text.ts";

const version = "version https://git-lfs.github.com/spec/v1\n";
const oid = `oid sha256:${"4d7a2146".repeat(8)}\n`;

describe("a Git LFS pointer", () => {
  test.each([
    ["of the specification", `${version}${oid}size 12345\n`],
    ["with an extension", `${version}ext-0-foo sha256:${"ab".repeat(32)}\n${oid}size 12345\n`],
    ["without the last line end", `${version}${oid}size 12345`],
    ["with line ends of Windows", `${version}${oid}size 12345\n`.replaceAll("\n", "\r\n")],
  ])("%s", (_, text) => {
    expect(lfsSize(Buffer.from(text))).toBe(12345);
    expect(sourceOf("Dockerfile", Buffer.from(text))).toEqual({
      ...{ kind: "lfs-pointer", path: "Dockerfile", size: 12345, text: null },
    });
  });

  test.each([
    ["a Dockerfile", "FROM a\n"],
    ["a Dockerfile that begins with v", "version https://git-lfs.github.com/spec/v1\nFROM a\n"],
    ["no size", `${version}${oid}`],
    ["no oid", `${version}size 1\n`],
    ["a line before it", `# x\n${version}${oid}size 1\n`],
    ["another version", `version https://example.org/spec/v1\n${oid}size 1\n`],
    ["more than Git LFS takes", `${version}${oid}size 1\n${"x".repeat(1024)}`],
    ["nothing", ""],
  ])("is not %s", (_, text) => {
    expect(lfsSize(Buffer.from(text))).toBeNull();
  });
});
