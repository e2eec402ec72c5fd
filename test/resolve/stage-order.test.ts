import { openReading } from "../../src/domain/build/reading.ts";
import { expect, test } from "vitest";
import { parseDockerfile } from "../../src/parse/index.ts";
import { resolveBuild } from "../../src/resolve/index.ts";

/** BuildKit defines stages in the order of the file, and ONBUILD triggers run in the stage built on theirs. */

function problemsOf(lines: readonly string[], target: string | null = null): readonly string[] {
  const request = {
    buildArgs: new Map<string, string>(),
    target,
    platform: "linux/amd64",
    reading: openReading,
  };
  return resolveBuild(parseDockerfile("Dockerfile", lines.join("\n")), request).problems.map(
    ({ code, message, region }) => `${region.startLine}:${region.startColumn} ${code}: ${message}`,
  );
}

test("a trigger may copy from the very stage that runs it", () => {
  const dockerfile = ["FROM a AS base", "ONBUILD COPY --from=app a b", "FROM base AS app"];
  expect(problemsOf(dockerfile)).toEqual([]);
});

test("a trigger copies from a stage below", () => {
  const dockerfile = ["FROM a AS base", "ONBUILD COPY --from=2 a b", "FROM base", "FROM b"];
  expect(problemsOf(dockerfile)).toEqual([]);
  expect(problemsOf([...dockerfile, "COPY --from=1 a b"])).toEqual([
    "2:21 stage-used-too-early: stage 2 is used before it is defined",
  ]);
});

test("a trigger copies from a stage above", () => {
  const dockerfile = ["FROM a AS other", "FROM a AS base", "ONBUILD COPY --from=other a b"];
  expect(problemsOf([...dockerfile, "FROM base"])).toEqual([]);
});

test("a trigger that no built stage runs does not matter", () => {
  const dockerfile = [
    "FROM a AS base",
    "ONBUILD COPY --from=app a b",
    "FROM base AS app",
    "FROM c",
  ];
  expect(problemsOf(dockerfile)).toEqual([]);
});

test("of several such triggers, the first is reported", () => {
  const trigger = "ONBUILD COPY --from=later a b";
  const stages = ["FROM base AS app", "FROM a AS later", "FROM app"];
  expect(problemsOf(["FROM a AS base", trigger, trigger, ...stages])).toEqual([
    "2:21 stage-used-too-early: stage later is used before it is defined",
  ]);
});
