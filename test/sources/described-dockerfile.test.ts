import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import type { DescribedDockerfile } from "../../src/sources/described-dockerfile.ts";
import { describedDockerfile } from "../../src/sources/described-dockerfile.ts";
import type { FoundBuild, Value } from "../../src/sources/source-reading.ts";

const value = (text: string | null): Value | null =>
  text === null
    ? null
    : {
        text: text.replaceAll("?", unresolvedPart),
        unknown: text.includes("?") ? ["${X}"] : [],
        span: { start: 0, end: 0 },
      };

interface Asked {
  readonly context?: string | null;
  readonly dockerfile?: string;
  readonly from?: FoundBuild["from"];
  readonly folder?: FoundBuild["folder"];
}

/** In `/repo/deploy/app`, with files relative to `/repo`. */
function find(
  { context = ".", dockerfile, from = "context", folder = "file" }: Asked,
  files: readonly string[],
  root = "/repo",
): DescribedDockerfile {
  const paths = new Set(files.map((file) => `${root === "/" ? "" : root}/${file}`));
  return describedDockerfile(
    { context: value(context), dockerfile: value(dockerfile ?? null), from, folder },
    {
      folder: `${root === "/" ? "" : root}/deploy/app`,
      root,
      isFile: (path) => paths.has(path),
    },
  );
}

describe("the file and the context, from the root", () => {
  test.each([
    // compose, Azure ML
    [{}, "deploy/app/Dockerfile", "deploy/app"],
    [{}, "deploy/app/dockerfile", "deploy/app"],
    [{ context: "" }, "deploy/app/Dockerfile", "deploy/app"],
    [{ context: "src/" }, "deploy/app/src/Dockerfile", "deploy/app/src"],
    [{ context: "../.." }, "Dockerfile", ""],
    [{ context: "../..", dockerfile: "docker/x.Dockerfile" }, "docker/x.Dockerfile", ""],
    [
      { context: "src", dockerfile: "../docker//./Dockerfile" },
      "deploy/app/docker/Dockerfile",
      "deploy/app/src",
    ],
    [{ context: "/repo/src" }, "src/Dockerfile", "src"],
    [{ dockerfile: "/repo/x/Dockerfile" }, "x/Dockerfile", "deploy/app"],
    [{ context: "a b/é" }, "deploy/app/a b/é/Dockerfile", "deploy/app/a b/é"],
    // docker build
    [
      { context: "src", dockerfile: "docker/x", from: "folder" },
      "deploy/app/docker/x",
      "deploy/app/src",
    ],
    [{ context: "src", from: "folder" }, "deploy/app/src/Dockerfile", "deploy/app/src"],
    [{ folder: "any" }, "deploy/app/Dockerfile", "deploy/app"],
    [{ folder: "any" }, "deploy/Dockerfile", "deploy"],
    [{ folder: "any" }, "Dockerfile", ""],
    [{ context: "src", dockerfile: "docker/x", from: "folder", folder: "any" }, "docker/x", "src"],
    [{ context: "..", folder: "any" }, "Dockerfile", ""],
  ] satisfies [Asked, string, string][])("%j: %s", (asked, file, context) => {
    for (const root of ["/repo", "/"])
      if (root === "/repo" || !JSON.stringify(asked).includes("/repo"))
        expect(find(asked, [file], root)).toEqual({
          kind: "file",
          path: root === "/" ? `/${file}` : `/repo/${file}`,
          context: (root === "/" ? `/${context}` : `/repo/${context}`).replace(/(?<=.)\/$/, ""),
        });
  });

  test("the nearest folder counts, and `Dockerfile` before `dockerfile`", () => {
    const files = ["Dockerfile", "deploy/Dockerfile", "deploy/dockerfile"];
    expect(find({ folder: "any" }, files)).toMatchObject({ path: "/repo/deploy/Dockerfile" });
  });

  test.each([["?"], ["../../.."], ["/elsewhere"]])(
    "a Dockerfile of the working directory whose context is %s",
    (context) => {
      const asked = { context, dockerfile: "x", from: "folder" } as const;
      expect(find(asked, ["deploy/app/x"])).toEqual({
        kind: "file",
        path: "/repo/deploy/app/x",
        context: null,
      });
    },
  );
});

describe("why a build is not followed", () => {
  test.each([
    [
      { context: "https://example.com/a.git#main:app" },
      "remote",
      "https://example.com/a.git#main:app",
    ],
    [{ context: "git@example.com:a/b.git" }, "remote", "git@example.com:a/b.git"],
    [{ context: "github.com/a/b" }, "remote", "github.com/a/b"],
    [{ context: "azureml://datastores/a" }, "remote", "azureml://datastores/a"],
    [{ context: "target:base" }, "remote", "target:base"],
    [{ context: null }, "remote", ""],
    [{ context: null, dockerfile: "x", from: "folder" }, "remote", ""],
    [
      { context: "https://a/?", dockerfile: "x", from: "folder" },
      "remote",
      `https://a/${unresolvedPart}`,
    ],
    [{ dockerfile: "https://example.com/Dockerfile" }, "remote", "https://example.com/Dockerfile"],
    [{ context: "-" }, "input", "-"],
    [{ dockerfile: "-", from: "folder" }, "input", "-"],
    [{ context: "?" }, "unknown", "${X}"],
    [{ context: "src/?/x" }, "unknown", "${X}"],
    [{ dockerfile: "?.Dockerfile" }, "unknown", "${X}"],
    [{ dockerfile: "{{ name }}" }, "input", "{{ name }}"],
    [{ context: "{{context.path}}", dockerfile: "{{ name }}" }, "input", "{{ name }}"],
    [{ dockerfile: "{{ name }}.Dockerfile" }, "unknown", "{{ name }}.Dockerfile"],
    [{ context: "../../.." }, "outside", "../../.."],
    [{ context: "../../../repo" }, "outside", "../../../repo"],
    [{ context: "/elsewhere" }, "outside", "/elsewhere"],
    [{ context: "/repository" }, "outside", "/repository"],
    [{ context: "~/src" }, "outside", "~/src"],
    [{ context: String.raw`C:\src` }, "outside", String.raw`C:\src`],
    [{ dockerfile: "../../../x" }, "outside", "../../../x"],
    [{ context: "src" }, "missing", "deploy/app/src/Dockerfile"],
    [{ context: "src", folder: "any" }, "missing", "deploy/app/src/Dockerfile"],
    [{ context: "../../x", folder: "any" }, "missing", "x/Dockerfile"],
    [{ dockerfile: "x" }, "missing", "deploy/app/x"],
  ] satisfies [Asked, string, string][])("%j: %s", (asked, reason, written) => {
    expect(
      find(
        asked,
        ["Dockerfile"].filter(() => reason !== "missing"),
      ),
    ).toEqual({
      kind: "not-followed",
      reason,
      written,
    });
  });

  test("a describing file that is not in the repository", () => {
    expect(
      describedDockerfile(
        { context: value("."), dockerfile: null, from: "context", folder: "any" },
        { folder: "/other", root: "/repo", isFile: () => true },
      ),
    ).toMatchObject({ reason: "outside" });
  });
});

test("no path leaves the repository", () => {
  const path = fc
    .array(fc.constantFrom("..", ".", "", "a", "repo", "~", "C:", "/"), { maxLength: 8 })
    .map((segments) => segments.join("/"));
  fc.assert(
    fc.property(
      path,
      fc.option(path, { nil: undefined }),
      fc.constantFrom<FoundBuild["from"]>("context", "folder"),
      fc.constantFrom<FoundBuild["folder"]>("file", "any"),
      (context, dockerfile, from, folder) => {
        const asked: string[] = [];
        describedDockerfile(
          { context: value(context), dockerfile: value(dockerfile ?? null), from, folder },
          {
            folder: "/x/repo/a",
            root: "/x/repo",
            isFile: (file) => {
              asked.push(file);
              return false;
            },
          },
        );
        for (const file of asked) expect(file).toMatch(/^\/x\/repo(?:\/(?!\.\.?(?:\/|$))[^/]+)*$/);
      },
    ),
    { numRuns: 2000 },
  );
});
