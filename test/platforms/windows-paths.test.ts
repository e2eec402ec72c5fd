import { describe, expect, test, vi } from "vitest";

// How paths of Windows are named in reports and matched by patterns: the modules that do this, with the path functions of Windows.

vi.mock("node:path", async (importActual) => {
  const { win32 } = await importActual<{ win32: object }>();
  return { ...win32, default: win32 };
});

const { relativePath } = await import("../../src/fs/relative-path.ts");
const { joined, lastSegment, showPaths, isWithin } = await import("../../src/discover/fs-path.ts");
const { holds } = await import("../../src/pipeline/run-root.ts");

describe("a path of Windows", () => {
  test.each([
    ["C:\\repository\\score\\Dockerfile", "C:\\repository", "score/Dockerfile"],
    ["C:\\repository\\score\\Dockerfile", "C:\\", "repository/score/Dockerfile"],
    ["C:/repository/score/Dockerfile", "C:\\repository", "score/Dockerfile"],
    ["score\\Dockerfile", "C:\\repository", "score/Dockerfile"],
    ["score/Dockerfile", "C:\\repository", "score/Dockerfile"],
    [".\\score\\..\\Dockerfile", "C:\\repository", "Dockerfile"],
    ["C:\\other\\Dockerfile", "C:\\repository", "../other/Dockerfile"],
    ["C:\\repository", "C:\\repository", ""],
    ["D:\\Dockerfile", "C:\\repository", "D:/Dockerfile"],
    ["\\\\server\\share\\Dockerfile", "C:\\repository", "//server/share/Dockerfile"],
  ])("%s, seen from %s, is %s", (path, directory, expected) => {
    expect(relativePath(path, directory)).toBe(expected);
  });

  test("is joined and split at backslashes", () => {
    expect(joined("C:\\repository", "Dockerfile")).toBe("C:\\repository\\Dockerfile");
    expect(joined("C:\\", "Dockerfile")).toBe("C:\\Dockerfile");
    expect(lastSegment("C:\\repository\\Dockerfile")).toBe("Dockerfile");
  });

  test("is shown with /", () => {
    const show = showPaths("C:\\repository");
    expect(show("C:\\repository\\score\\Dockerfile")).toBe("score/Dockerfile");
    expect(show("C:\\repository")).toBe(".");
    expect(show("D:\\Dockerfile")).toBe("D:/Dockerfile");
  });

  test.each([
    ["C:\\repository\\score", "C:\\repository", true],
    ["C:\\repository", "C:\\repository", true],
    ["C:\\repository-2", "C:\\repository", false],
    ["C:\\", "C:\\repository", false],
    ["D:\\repository\\score", "C:\\repository", false],
  ])("%s is in %s: %s", (path, directory, expected) => {
    expect(isWithin(path, directory)).toBe(expected);
    expect(holds(directory, path)).toBe(expected);
  });
});
