import { openReading } from "../../src/domain/build/reading.ts";
import { describe, expect, test } from "vitest";
import type { ResolvedBuild } from "../../src/domain/build/build.ts";
import { maxProvenance } from "../../src/domain/build/build.ts";
import { parseDockerfile } from "../../src/parse/index.ts";
import { resolveBuild } from "../../src/resolve/index.ts";

function resolved(text: string, buildArgs: Readonly<Record<string, string>> = {}): ResolvedBuild {
  const request = {
    buildArgs: new Map(Object.entries(buildArgs)),
    target: null,
    platform: "linux/amd64",
    reading: openReading,
  };
  return resolveBuild(parseDockerfile("Dockerfile", text), request);
}

function codesOf(text: string): readonly string[] {
  return resolved(text).problems.map(({ code }) => code);
}

/** BuildKit adds each image that is copied or mounted from to its list of stages, and each mount without an image too. */
describe("an index after the last stage", () => {
  test.each([
    ["COPY --from=b /a /b", "COPY --from=1 /a /b"],
    ["COPY --from=scratch /a /b", "COPY --from=1 /a /b"],
    ["RUN --mount=from=b,target=/a true", "COPY --from=1 /a /b"],
    ["RUN --mount=type=cache,target=/a true", "COPY --from=1 /a /b"],
    ["RUN --mount=type=cache,target=/a --mount=from=b,target=/b true", "COPY --from=2 /a /b"],
  ])("refers to what is copied or mounted above: %s", (source, copy) => {
    expect(codesOf(`FROM a\n${source}\n${copy}\n`)).toEqual([]);
    expect(codesOf(`FROM a\n${copy}\n`)).toEqual(["unknown-stage"]);
  });

  test.each([
    ["COPY --from=b /a /b", "COPY --from=2 /a /b"],
    ["ONBUILD COPY --from=b /a /b", "COPY --from=1 /a /b"],
    ["ONBUILD RUN --mount=type=cache,target=/a true", "COPY --from=1 /a /b"],
    ["RUN --mount=type=cache,target=/a --mount=from=b,target=/b true", "COPY --from=3 /a /b"],
    ["COPY --from=b /a /b", "COPY --from=-1 /a /b"],
  ])("does not exist: %s", (source, copy) => {
    expect(codesOf(`FROM a\n${source}\n${copy}\n`)).toEqual(["unknown-stage"]);
  });
});

test("scratch is no image to copy or mount from", () => {
  const text = "FROM a\nCOPY --from=scratch /a /b\nRUN --mount=from=scratch,target=/a true\n";
  expect(resolved(text).images.map(({ written }) => written)).toEqual(["a"]);
});

test("provenance has the nearest values of a long chain only", () => {
  const args = Array.from({ length: 20 }, (_, index) => `ARG A${index + 1}=$A${index}\n`).join("");
  const [image] = resolved(`ARG A0=a\n${args}FROM $A20\n`).images;
  expect(image?.expansion.text).toBe("a");
  expect(image?.expansion.provenance.map(({ name }) => name)).toEqual(
    Array.from({ length: maxProvenance }, (_, index) => `A${20 - index}`),
  );
});

test("provenance has the build argument that overrides a default", () => {
  const [image] = resolved("ARG A=a\nFROM $A\n", { A: "b" }).images;
  expect(image?.expansion).toMatchObject({
    text: "b",
    provenance: [{ keyword: "ARG", name: "A", text: null, buildArg: "b" }],
  });
});

describe("an image that only other build arguments make valid", () => {
  test("is also read with every ARG unresolved", () => {
    const [image] = resolved("ARG A=-\nFROM $A/b\n").images;
    expect(image).toMatchObject({
      reading: { kind: "invalid" },
      withoutArgs: { expansion: { unresolved: ["A"] }, reading: { kind: "open" } },
    });
  });

  test.each(["ARG A=a\nFROM $A/b\n", "FROM -/b\n"])("but not otherwise: %j", (text) => {
    expect(resolved(text).images[0]?.withoutArgs).toBeNull();
  });
});

test("ONBUILD triggers run up to a limit", () => {
  const trigger = "ONBUILD ENV A=b\n";
  const build = (count: number): string =>
    `FROM a AS a\n${trigger.repeat(count)}${"FROM a\n".repeat(100)}FROM a AS b\n`;
  // 101 stages run them.
  expect(codesOf(build(198))).toEqual([]);
  expect(codesOf(build(199))).toEqual(["too-many-triggers"]);
});
