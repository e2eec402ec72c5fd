import { openReading } from "../../src/domain/build/reading.ts";
import { describe, expect, test } from "vitest";
import type { ResolvedBuild } from "../../src/domain/build/build.ts";
import { parseDockerfile } from "../../src/parse/index.ts";
import { resolveBuild } from "../../src/resolve/index.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";

function resolved(text: string): ResolvedBuild {
  const request = {
    buildArgs: new Map<string, string>(),
    target: null,
    platform: "linux/amd64",
    reading: openReading,
  };
  return resolveBuild(parseDockerfile("Dockerfile", text), request);
}

/** The last stage's: a stage by index, an image as written; `?` where unknown values decide, with their ARGs. */
function copiesOf(text: string): readonly string[] {
  return (resolved(text).stages.at(-1)?.wholeCopies ?? []).map(({ source, unresolved }) => {
    const what = typeof source === "number" ? String(source) : source.written;
    return unresolved === null ? what : `${what} ?${unresolved.join(",")}`;
  });
}

describe("whole file systems copied to /", () => {
  test.each([
    ["COPY --from=a / /\nCOPY --from=a / /\n", ["0"]],
    [`COPY --from=a / /\nCOPY --from=${image} / /\n`, ["0", image]],
    ["ARG S\nARG D\nCOPY --from=a $S /$D\n", ["0 ?S,D"]],
    ["ARG S\nCOPY --from=a $S /\nCOPY --from=a / /\n", ["0"]],
    ["ARG W\nWORKDIR $W\nCOPY --from=a / .\n", ["0 ?W"]],
    ["ARG W\nWORKDIR $W\nWORKDIR /\nCOPY --from=a / .\n", ["0"]],
    ["ARG W\nWORKDIR /a/$W\nCOPY --from=a / .\n", []],
    ["COPY --from=b / /\n", ["b"]],
    ["COPY / /\n", []],
  ])("%j", (instructions, expected) => {
    expect(copiesOf(`FROM ${image} AS a\nFROM scratch AS c\n${instructions}`)).toEqual(expected);
  });

  test("of a stage below, which BuildKit rejects", () => {
    const text = `FROM scratch AS a\nCOPY --from=b / /\nFROM ${image} AS b\n`;
    expect(resolved(text).stages[0]?.wholeCopies).toEqual([]);
  });

  test("through the folders of stages, up to a limit that is reported", () => {
    const folders = Array.from({ length: 400 }, (_, index) => `/r${index}`);
    const text = [
      `FROM ${image} AS a`,
      "FROM scratch AS b",
      ...folders.map((folder) => `COPY --from=a / ${folder}`),
      "FROM scratch",
      ...folders.map((folder) => `COPY --from=b ${folder} /`),
    ].join("\n");
    const build = resolved(text);
    expect(build.stages.at(-1)?.wholeCopies).toMatchObject([{ source: 0 }]);
    expect(build.problems.map(({ code }) => code)).toEqual(["too-many-copies"]);
  });

  test("long paths take linear time", () => {
    const text = `FROM scratch\nARG X\n${"WORKDIR a$X\n".repeat(40_000)}`;
    expect(resolved(text).valid).toBe(true);
  });
});
