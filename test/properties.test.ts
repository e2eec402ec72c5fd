import { openReading } from "../src/domain/build/reading.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import shapes from "../fixtures/buildkit/shapes.json" with { type: "json" };
import type { ImageUse } from "../src/domain/build/build.ts";
import { parseDockerfile } from "../src/parse/index.ts";
import { resolveBuild } from "../src/resolve/index.ts";
import { inspectText } from "./support/inspect.ts";

const request = {
  buildArgs: new Map<string, string>(),
  target: null,
  platform: "linux/amd64",
  reading: openReading,
};
const resolved = (text: string) => resolveBuild(parseDockerfile("Dockerfile", text), request);

const image = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference";
const line = fc.oneof(
  fc.constantFrom(
    `FROM ${image}:latest AS a`,
    `FROM ${image}`,
    `FROM "${image}:20230101.v1"`,
    "FROM a AS b",
    "FROM --platform=$TARGETPLATFORM $I",
    `ARG I=${image} J`,
    "ENV U=root V='x y' W=\"$U\"",
    "USER $U",
    "USER root:root",
    "USER ${U:-app}",
    "USER",
    "ONBUILD USER 0",
    `COPY --chown=a --from=${image} /a /b`,
    "COPY --from=a /a /b",
    `RUN --mount=type=bind,from=${image},target=/x true`,
    "RUN <<E",
    "E",
    "RUN echo \\",
    "  && true \\\\",
    "# comment \\",
    "# escape=`",
    "\t# inferlint: x",
    "",
    "FOO",
    "LABEL a=b c",
    "{% if x %}",
    `FROM ${image}:{{latest-image-tag}}`,
  ),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const text = fc
  .tuple(
    fc.constantFrom("", "\uFEFF"),
    fc.array(line, { maxLength: 12 }),
    fc.constantFrom("\n", "\r\n"),
  )
  .map(([mark, lines, end]) => mark + lines.join(end))
  // Decoded text contains no half of a surrogate pair and no NUL.
  .map((raw) => raw.replace(/[\uD800-\uDFFF\0]/g, "?"));
const settings = { seed: 20261123, numRuns: 2000 };

/** The text of a region; null if it has several lines. */
function textAt(source: string, { region }: Pick<ImageUse, "region">): string | null {
  const lines = source.replace(/^\uFEFF/, "").split("\n");
  const { startLine, startColumn, endLine, endColumn } = region;
  if (startLine !== endLine) return null;
  return lines[startLine - 1]?.slice(startColumn - 1, endColumn - 1) ?? "";
}

test("all regions are in the file, and the region of an image has its text", () => {
  fc.assert(
    fc.property(text, (source) => {
      const build = resolved(source);
      const lines = source.replace(/^\uFEFF/, "").split("\n");
      const locations = [...build.problems, ...build.images, ...build.stages].map(
        ({ region }) => region,
      );
      for (const { startLine, startColumn, endLine, endColumn } of locations) {
        expect(startLine).toBeGreaterThan(0);
        expect(endLine).toBeLessThanOrEqual(Math.max(lines.length, 1));
        expect(endLine - startLine || endColumn - startColumn).toBeGreaterThanOrEqual(0);
        expect(startColumn - 1).toBeLessThanOrEqual(lines[startLine - 1]?.length ?? 0);
        expect(endColumn - 1).toBeLessThanOrEqual(lines[endLine - 1]?.length ?? 0);
      }
      for (const use of build.images) {
        const found = textAt(source, use);
        if (found !== null) expect(found).toBe(use.written);
      }
    }),
    settings,
  );
});

test("CRLF gives the same result as LF", () => {
  fc.assert(
    fc.property(text, (source) => {
      const unix = source.replaceAll("\r", "");
      const strip = ({ stages, images, valid, target }: ReturnType<typeof resolved>) => ({
        stages,
        images,
        valid,
        target,
      });
      expect(strip(resolved(unix.replaceAll("\n", "\r\n")))).toEqual(strip(resolved(unix)));
    }),
    settings,
  );
});

test("a comment at the top changes only line numbers", () => {
  const shapeOf = (source: string) => {
    const { stages, images, valid } = resolved(source);
    return {
      valid,
      stages: stages.map(({ name, base, user }) => [
        name,
        base.kind,
        user.kind === "explicit" && user.expansion.text,
      ]),
      images: images.map(({ written, reading }) => [written, reading]),
    };
  };
  fc.assert(
    fc.property(text, (source) => {
      // Before a directive or a byte order mark, a comment changes what the file means.
      fc.pre(!/^\s*#/.test(source) && !source.startsWith("\uFEFF"));
      expect(shapeOf(`# note\n${source}`)).toEqual(shapeOf(source));
    }),
    settings,
  );
});

test("the same input gives the same result", async () => {
  for (const { cases } of shapes.slice(0, 128)) {
    for (const { dockerfile } of cases)
      expect(await inspectText({ dockerfile })).toEqual(await inspectText({ dockerfile }));
  }
});
