import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import type { FoundBuild } from "../../src/sources/source-reading.ts";
import { readStructure } from "../../src/sources/yaml/structure/index.ts";
import { allScalars, yamlFile } from "../sources/structure/describe-structure.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import { projectRoot } from "../support/working-copy.ts";
import answers from "./answers.json" with { type: "json" };
import type { Answer, Service } from "./reference.ts";
import { askCompose } from "./reference.ts";
import { shapes } from "./shapes.ts";

// The shapes are compared with what the loader of the Compose specification says of them, which answers.json has.

/** Arguments with a variable that compose takes as empty because it is not set. */
const unknown: Readonly<Record<string, readonly string[]>> = {
  "arguments of the environment": ["B"],
  "variables without default": ["A"],
  "alternative values": ["A", "B", "C"],
};

describe.each(Object.entries(shapes))("%s", (name, text) => {
  const { services = {} } = (answers as Readonly<Record<string, Answer>>)[name] ?? {};
  const file = yamlFile(text, "compose.yaml");
  const structure = readStructure(file);

  test("has the same builds", () => {
    const inline = allScalars(file).flatMap((scalar) => {
      const build = structure.dockerfileOf(scalar)?.build;
      return build
        ? [[build.name, { ...common(build), inline: file.valueOf(scalar).text.trim() }]]
        : [];
    });
    const found = Object.fromEntries([
      ...structure.builds.map((build) => [build.name, asAnswer(build)]),
      ...inline,
    ]) as unknown;
    const expected = Object.entries(services).flatMap(([service, { build, user }]) =>
      build
        ? [[`service \`${service}\``, withoutUnknown(name, { ...build, ...(user && { user }) })]]
        : [],
    );
    expect(found).toEqual(Object.fromEntries(expected));
  });

  test("runs the same images", () => {
    const found = allScalars(file).flatMap((scalar): Service[] => {
      const run = structure.runOf(scalar);
      const image = known(structure.valueOf(scalar)?.text ?? "");
      return run ? [{ image, ...(run.user && { user: known(run.user.text) }) }] : [];
    });
    const expected = Object.values(services).flatMap(({ build, image, user }): Service[] =>
      build || image === undefined ? [] : [{ image, ...(user !== undefined && { user }) }],
    );
    const images = (all: readonly Service[]): readonly string[] =>
      [...new Set(all.map(({ image = "" }) => image))].toSorted();
    expect(images(found)).toEqual(images(expected));
    // One image that several services run is one reference, with one of their users.
    for (const service of found) expect(expected).toContainEqual(service);
  });
});

describe.runIf(realProgramsRequired)("compose-go v2.16.2", () => {
  test("says what answers.json has", { timeout: 1_500_000 }, () => {
    expect(askCompose(shapes, join(projectRoot, "node_modules/.cache/compose/answer"))).toEqual(
      answers,
    );
  });
});

/** Compose takes nothing for what is not set, which is not known here. */
function known(text: string): string {
  return text.replaceAll(unresolvedPart, "");
}

function asAnswer(build: FoundBuild): object {
  return {
    // A remote one is none here.
    ...(build.context && { context: known(build.context.text) }),
    dockerfile: build.dockerfile?.text ?? "Dockerfile",
    ...common(build),
  };
}

type Common = Pick<FoundBuild, "args" | "target" | "contexts" | "user">;

function common({ args, target, contexts, user }: Common): object {
  const values = args.flatMap(({ name, value }) => (value === null ? [] : [[name, value]]));
  return {
    args: Object.fromEntries(values) as unknown,
    ...(typeof target === "string" && { target }),
    contexts: Object.fromEntries(contexts.map(({ name, value }) => [name, value])),
    ...(user && { user: known(user.text) }),
  };
}

/** Without the arguments that are not known, and without remote contexts. */
function withoutUnknown(
  name: string,
  build: NonNullable<Service["build"]> & { user?: string },
): object {
  const { context = "", inline, args = {}, contexts = {}, ...rest } = build;
  const isLocal = !/^(?:https:|git@)/.test(context) && inline === undefined;
  return {
    ...rest,
    ...(isLocal && { context }),
    ...(inline !== undefined && { inline }),
    args: Object.fromEntries(Object.entries(args).filter(([arg]) => !unknown[name]?.includes(arg))),
    contexts,
  };
}
