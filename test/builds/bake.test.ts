import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonBakeBuilds } from "../../src/sources/bake/index.ts";
import { read } from "../../src/sources/hcl/index.ts";
import type { FoundBuild, FoundDockerfile } from "../../src/sources/source-reading.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import { projectRoot } from "../support/working-copy.ts";
import type { BakeTarget, Shape } from "./shapes.ts";
import { askBake, readShapes } from "./shapes.ts";

// The shapes are compared with what `docker buildx bake --print` says of them, which answers.json has.

/** Arguments whose values bake knows and inferlint does not: by file, target and name. */
const unknown: Readonly<Record<string, readonly string[]>> = {
  "functions-unknown.hcl scorer": ["HASH", "REPLACE", "COUNT", "LOOP", "IF"],
  // From the environment, which this run of bake does not have.
  "variable-unset.hcl scorer": ["TAG"],
};

/** Targets that are only there for others. */
const parts: Readonly<Record<string, readonly string[]>> = {
  "inherits.hcl": ["_common", "_gpu"],
  "inherits.json": ["common"],
};

describe.each([...readShapes("hcl"), ...readShapes("json")])("$name", (shape) => {
  test("is what bake builds", async () => {
    const { builds, dockerfiles, problems } = await reading(shape);
    expect(problems).toEqual([]);
    const read = new Map([
      ...builds.map((build) => [nameOf(build), asAnswer(build)] as const),
      ...dockerfiles.map((one) => [nameOf(one.build), withText(one)] as const),
    ]);
    const expected = Object.entries(shape.answer)
      .filter(([name]) => !parts[shape.name]?.includes(name))
      .map(([name, target]) => [name, withoutUnknown(shape.name, name, target)] as const);
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(expected));
  });
});

describe.runIf(realProgramsRequired)("buildx v0.38.2", () => {
  test("says what answers.json has", { timeout: 1_500_000 }, () => {
    const shapes = [...readShapes("hcl"), ...readShapes("json"), ...readShapes("yaml")];
    const program = join(projectRoot, "node_modules/.cache/builds/answer");
    expect(askBake(shapes, program)).toEqual(
      Object.fromEntries(shapes.map(({ name, answer }) => [name, answer])),
    );
  });
});

async function reading({ name, text }: Shape): ReturnType<typeof read> {
  if (name.endsWith(".hcl")) return read(text, { path: `docker-bake.${name}` });
  const json = jsonBakeBuilds("docker-bake.json", text);
  if (!json) throw new Error("not a bake file");
  return { ...(await read("", { path: "" })), ...json };
}

function nameOf(build: Pick<FoundBuild, "name"> | null): string {
  return build?.name.replace(/^target `(.*)`$/, "$1") ?? "";
}

function asAnswer({ context, dockerfile, from, ...rest }: FoundBuild): BakeTarget {
  const path = (from === "folder" ? "cwd://" : "") + (dockerfile?.text ?? "Dockerfile");
  return { context: context?.text ?? "", dockerfile: path, ...common(rest) };
}

function withText({ text, build }: FoundDockerfile): BakeTarget {
  const rest = build ? common(build) : {};
  return { context: ".", dockerfile: "Dockerfile", "dockerfile-inline": text.text, ...rest };
}

type Common = Pick<FoundBuild, "args" | "target" | "contexts">;

function common({ args, target, contexts }: Common): Partial<BakeTarget> {
  return {
    ...(args.length > 0 && {
      args: Object.fromEntries(args.map(({ name, value }) => [name, value ?? "unknown"])),
    }),
    ...(typeof target === "string" && { target }),
    ...(contexts.length > 0 && {
      contexts: Object.fromEntries(contexts.map(({ name, value }) => [name, value])),
    }),
  };
}

function withoutUnknown(file: string, name: string, target: BakeTarget): BakeTarget {
  const open = unknown[`${file} ${name}`];
  const context = target.context.replace(/^cwd:\/\//, "") || ".";
  if (!open) return { ...target, context };
  const args = { ...target.args, ...Object.fromEntries(open.map((key) => [key, "unknown"])) };
  return { ...target, context, args };
}
