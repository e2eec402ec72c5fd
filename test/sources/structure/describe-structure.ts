import type { Scalar } from "yaml";
import { parseAllDocuments, visit } from "yaml";
import { expect, test } from "vitest";
import type {
  CondaPath,
  FoundBuild,
  FoundConda,
  FoundReference,
  FoundRun,
  Value,
} from "../../../src/sources/source-reading.ts";
import { withTemplateParts } from "../../../src/sources/template-parts.ts";
import { readStructure } from "../../../src/sources/yaml/structure/index.ts";
import type { Structure, YamlFile } from "../../../src/sources/yaml/structure/structure.ts";
import { unresolvedPart } from "../../../src/shell/unresolved.ts";
import { placeOf } from "../../support/source-tester.ts";

/** A parsed file with the plainest values: quotes left out, a block scalar at its first line. */
export function yamlFile(text: string, path: string): YamlFile {
  const documents = [...parseAllDocuments(text, { uniqueKeys: false })];
  const valueOf = (scalar: Scalar): Value => {
    const [start, end] = scalar.range ?? [0, 0];
    const known = typeof scalar.value === "string" ? scalar.value : (scalar.source ?? "");
    return { ...withTemplateParts(known), span: spanOf(text, scalar, start, end) };
  };
  return { text, path, documents, valueOf };
}

function spanOf(text: string, { type }: Scalar, start: number, end: number): Value["span"] {
  if (type === "PLAIN") return { start, end };
  if (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE") return { start: start + 1, end: end - 1 };
  const line = /\n\s*/.exec(text.slice(start));
  const first = start + (line ? line.index + line[0].length : 0);
  const stop = text.indexOf("\n", first);
  return { start: first, end: stop < 0 ? end : stop };
}

/** What a file says, one line each: `run IMAGE …`, `build NAME: …`, `deployed …`, `defined …`, `conda …`, `script …`, `dockerfile …`. */
export function describeStructure(text: string, path: string): readonly string[] {
  const file = yamlFile(text, path);
  const structure = readStructure(file);
  const at = ({ span, text: own }: Value): string => {
    // Whatever is as long as its place is written there.
    if (span.end - span.start === own.length && !own.includes(unresolvedPart))
      expect(text.slice(span.start, span.end)).toBe(own);
    return `${shown(own)}@${placeOf(text, span).split("-")[0] ?? ""}`;
  };
  const condaText = (conda: FoundConda | CondaPath): string =>
    conda.kind === "file" ? shown(conda.path.text) : `[${conda.python ? at(conda.python) : ""}]`;
  const runText = ({ serves, conda, user, forbidsRoot, userSetting }: FoundRun): string =>
    words(
      serves && "serves",
      conda && `conda ${condaText(conda)}`,
      user && `user ${at(user)}`,
      forbidsRoot && "not root",
      userSetting !== null && `(${userSetting})`,
    );
  const buildText = (build: FoundBuild): string =>
    words(
      `build ${build.name}:`,
      build.context && `context ${shown(build.context.text)}`,
      build.dockerfile && `dockerfile ${shown(build.dockerfile.text)}`,
      build.from === "folder" && "from folder",
      build.folder === "any" && "any folder",
      useText(build),
      build.serves && "serves",
    );
  const useText = ({ args, target, contexts, user }: BuildUse): string =>
    words(
      args.length > 0 &&
        `args ${args.map(({ name, value }) => `${name}=${value ?? "?"}`).join(" ")}`,
      target !== null && `target ${typeof target === "string" ? target : `open ${target.open}`}`,
      contexts.length > 0 &&
        `contexts ${contexts.map(({ name, value }) => `${name}=${shown(value)}`).join(" ")}`,
      user && `user ${at(user)}`,
    );
  const scalars = allScalars(file);
  return [
    ...scalars.flatMap((scalar) => {
      const run = structure.runOf(scalar);
      const value = structure.valueOf(scalar) ?? file.valueOf(scalar);
      return run ? [words(`run ${shown(value.text)}`, runText(run))] : [];
    }),
    ...structure.builds.map(buildText),
    ...scalars.flatMap((scalar) => {
      const use = structure.dockerfileOf(scalar);
      if (!use) return [];
      const first = file.valueOf(scalar).text.split("\n", 1)[0] ?? "";
      const build = use.build ? words(`as ${use.build.name}`, useText(use.build)) : "";
      return [words(`dockerfile ${first}`, build, use.serves && "serves")];
    }),
    ...structure.deployed.map(({ kind, value }) => `deployed ${kind} ${at(value)}`),
    ...definedText(file, structure),
    ...(structure.conda
      ? [words("conda", structure.conda.python && at(structure.conda.python))]
      : []),
    ...structure.scripts.map(
      (script) => `script ${file.valueOf(script).text.split("\n", 1)[0] ?? ""}`,
    ),
  ];
}

type BuildUse = Pick<FoundBuild, "args" | "target" | "contexts" | "user">;

function words(...parts: readonly (string | false | null)[]): string {
  return parts.filter((part) => part !== false && part !== null && part !== "").join(" ");
}

function shown(text: string): string {
  return text.replaceAll(unresolvedPart, "?");
}

export function allScalars({ documents }: YamlFile): readonly Scalar[] {
  const scalars: Scalar[] = [];
  for (const document of documents)
    visit(document, {
      Scalar: (key, scalar) => {
        if (key !== "key") scalars.push(scalar);
      },
    });
  return scalars;
}

function definedText(file: YamlFile, structure: Structure): readonly string[] {
  const referenceOf = (scalar: Scalar): FoundReference => ({
    value: file.valueOf(scalar),
    parts: [],
    environment: null,
    run: null,
  });
  return structure
    .defined(referenceOf)
    .map(({ name, references, builds }) =>
      words(
        `defined ${name}:`,
        references.map(({ value }) => value.text).join(" "),
        builds
          .map(
            (build) =>
              `${structure.builds.includes(build) ? "built from" : "unknown build"} ${build.context?.text ?? "?"}`,
          )
          .join(" "),
      ),
    );
}

/** A title, a file, all that it says, and its path. */
export type StructureRow = readonly [
  title: string,
  text: string,
  expected: readonly string[],
  path?: string,
];

/** One test a row. */
export function testStructures(rows: readonly StructureRow[]): void {
  test.each(rows.map(([title, text, expected, path]) => ({ title, text, expected, path })))(
    "$title",
    ({ text, expected, path }) => {
      expect(describeStructure(text, path ?? "sub/file.yml")).toEqual(expected);
    },
  );
}
