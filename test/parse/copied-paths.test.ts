import { describe, expect, test } from "vitest";
import type { Instruction } from "../../src/domain/build/dockerfile.ts";
import { parseDockerfile } from "../../src/parse/index.ts";

function first(instruction: string): Instruction | undefined {
  const { instructions } = parseDockerfile("Dockerfile", `FROM a\n${instruction}\n`);
  return instructions.find(({ keyword }) => keyword !== "FROM");
}

describe("sources and destination of COPY", () => {
  test.each([
    ["COPY a /b", ["a"], "/b"],
    ["COPY --from=x --chown=1 /a /b/ '/c d'/", ["/a", "/b/", "'/c"], "d'/"],
    ['COPY --from=x "/a" /b', ['"/a"'], "/b"],
    ['COPY --from=x ["/a b", "$C", "/d"]', ["/a b", "$C"], "/d"],
    ["COPY --from=x <<E /a /b\nE", ["/a"], "/b"],
    ["COPY --from=x \\\n  /a \\\n# no\n  /b", ["/a"], "/b"],
    ["COPY --from=x /a", ["/a"], null],
    ["COPY --from=x [1, 2]", [], null],
  ])("%s", (text, sources, destination) => {
    const copy = first(text);
    if (copy?.keyword !== "COPY") throw new Error("not a COPY");
    expect(copy.sources.map((source) => source.text)).toEqual(sources);
    expect(copy.destination?.text ?? null).toBe(destination);
  });

  test("have their regions", () => {
    const copy = first("COPY --from=x \\\n  /a /b");
    expect(copy).toMatchObject({
      sources: [{ region: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 5 } }],
      destination: { region: { startLine: 3, startColumn: 6, endLine: 3, endColumn: 8 } },
    });
  });
});

describe("sources of mounts", () => {
  test.each([
    ["RUN --mount=from=x,target=/a true", [null]],
    ["RUN --mount=from=x,source=/s,target=/a true", ["/s"]],
    ["RUN --mount=SRC=s,from=x,target=/a true", ["s"]],
    ["RUN --mount=from=x,src=/s,source=/t,target=/a true", ["/t"]],
    [
      String.raw`RUN --mount=from=x,\"source=/a,b\",target=/a --mount=from=y,target=/b true`,
      ["/a,b", null],
    ],
    ["RUN --mount=source=/s,target=/a true", []],
  ])("%s", (text, sources) => {
    const run = first(text);
    if (run?.keyword !== "RUN") throw new Error("not a RUN");
    expect(run.mountFroms.map(({ source }) => source?.text ?? null)).toEqual(sources);
  });
});
