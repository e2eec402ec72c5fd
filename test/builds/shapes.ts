import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import answers from "./answers.json" with { type: "json" };

/** What bake builds of one target or service, without what no Dockerfile sees. */
export interface BakeTarget {
  readonly context: string;
  readonly dockerfile: string;
  readonly "dockerfile-inline"?: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly contexts?: Readonly<Record<string, string>>;
}

export type BakeAnswer = Readonly<Record<string, BakeTarget>>;

export interface Shape {
  readonly name: string;
  readonly text: string;
  /** By target, as in answers.json. */
  readonly answer: BakeAnswer;
}

const folder = import.meta.dirname;

/** The files of shapes/ with an ending, and what bake says of each (answers.json). */
export function readShapes(ending: "hcl" | "json" | "yaml"): readonly Shape[] {
  return readdirSync(join(folder, "shapes"))
    .filter((name) => name.endsWith(`.${ending}`))
    .toSorted()
    .map((name) => ({
      name,
      text: readFileSync(join(folder, "shapes", name), "utf8"),
      answer: (answers as Readonly<Record<string, BakeAnswer>>)[name] ?? {},
    }));
}

/**
 * Asks bake's own code what it builds.
 * @param program where the program is put
 * @throws {Error} if Go is missing, the program does not build, or bake rejects a shape
 */
export function askBake(shapes: readonly Shape[], program: string): Record<string, BakeAnswer> {
  mkdirSync(dirname(program), { recursive: true });
  run("go", ["build", "-buildvcs=false", "-o", program, "./answer"], "");
  const input = shapes.map(({ name, text }) => JSON.stringify({ name, text })).join("\n");
  const lines = run(program, [], input).trim().split("\n");
  return Object.fromEntries(
    shapes.map(({ name }, index) => [name, readAnswer(name, lines[index] ?? "{}")]),
  );
}

function run(program: string, args: readonly string[], input: string): string {
  // Without a variable of this environment that a shape has by chance.
  const env = program === "go" ? process.env : {};
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    env,
    input,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`);
  return stdout;
}

function readAnswer(name: string, line: string): BakeAnswer {
  const { targets, error } = JSON.parse(line) as {
    readonly targets?: Readonly<Record<string, BakeTarget>>;
    readonly error?: string;
  };
  if (error !== undefined || !targets) throw new Error(`bake rejects ${name}: ${error ?? ""}`);
  return Object.fromEntries(
    Object.entries(targets).map(([target, one]) => {
      const { context, dockerfile, args, contexts, target: stage } = one;
      const inline = one["dockerfile-inline"];
      return [
        target,
        {
          context,
          dockerfile,
          ...(inline !== undefined && { "dockerfile-inline": unescaped(inline) }),
          ...(args && { args: mapped(args) }),
          ...(stage !== undefined && { target: stage }),
          ...(contexts && { contexts }),
        },
      ];
    }),
  );
}

/** Bake prints HCL, in which a `${` of the value is `$${`. */
function unescaped(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

function mapped(args: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, unescaped(value)]));
}
