import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { inputDefaults, readInputs } from "../../src/cli/action/inputs.ts";
import { formats } from "../../src/report/index.ts";
import { levels } from "../../src/domain/rule/finding.ts";
import { frozenBundle, projectRoot } from "../support/working-copy.ts";

// action.yml says what the program does: GitHub takes inputs, defaults and outputs from it without asking the program.

interface Described {
  readonly description: string;
  readonly default?: unknown;
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly author: string;
  readonly branding: { readonly icon: string; readonly color: string };
  readonly inputs: Readonly<Record<string, Described>>;
  readonly outputs: Readonly<Record<string, Described>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const text = readFileSync(join(projectRoot, "action.yml"), "utf8");
const manifest = parse(text) as Manifest;
const { inputs, outputs } = manifest;

/** The inputs that the program reads, and what messages call them. */
function readNames(): readonly string[] {
  const names = new Set<string>();
  const env = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, name) => {
        if (typeof name === "string") names.add(name);
        return undefined;
      },
    },
  );
  readInputs(env);
  return [...names].sort();
}

describe("action.yml", () => {
  test("has what GitHub and its Marketplace want, and no other key", () => {
    expect(Object.keys(manifest)).toEqual([
      ...["name", "description", "author", "branding", "inputs", "outputs", "runs"],
    ]);
    expect(manifest.description.length).toBeLessThanOrEqual(125);
    expect(manifest.branding).toEqual({ icon: "package", color: "blue" });
    for (const [name, input] of Object.entries(inputs)) {
      expect(Object.keys(input), name).toEqual(["description", "default"]);
      expect(input.default, name).toBeTypeOf("string");
    }
    for (const [name, output] of Object.entries(outputs))
      expect(Object.keys(output), name).toEqual(["description"]);
    for (const { description } of [...Object.values(inputs), ...Object.values(outputs)])
      expect(description).toMatch(/^[A-Z0-9].{10,}[^.]$/);
  });

  test("has no expression, which the runner would evaluate", () => {
    expect(text).not.toContain("${{");
  });

  test("runs the bundle with Node.js 24, and nothing before or after it", () => {
    expect(manifest.runs).toEqual({ using: "node24", main: "dist/action.cjs" });
    expect(existsSync(join(frozenBundle, "action.cjs"))).toBe(true);
  });

  test("declares every input that is read, and only these, with the same defaults", () => {
    const variables = Object.keys(inputs).map((name) => `INPUT_${name.toUpperCase()}`);
    expect(readNames()).toEqual(variables.sort());
    const defaults = Object.entries(inputs).map(([name, input]) => [name, input.default]);
    expect(Object.fromEntries(defaults)).toEqual(inputDefaults);
  });

  test("has defaults that are valid", () => {
    const env = Object.entries(inputs).map(([name, input]) => [
      `INPUT_${name.toUpperCase()}`,
      input.default,
    ]);
    expect(readInputs(Object.fromEntries(env) as Record<string, string>)).toEqual(readInputs({}));
  });

  test("names the levels of fail-on, and formats that there are", () => {
    expect(inputs["fail-on"]?.description).toContain(`${levels.join(", ")} or never`);
    expect(formats).toEqual(expect.arrayContaining(["github", "text", "concise"]));
  });

  test("has these inputs and outputs, on which workflows rely", () => {
    expect(Object.keys(inputs).sort()).toEqual(
      [
        ...["paths", "config", "policy", "facts", "format", "fail-on", "strict", "baseline"],
        ...["against", "online", "sarif-file", "working-directory"],
      ].sort(),
    );
    expect(Object.keys(outputs)).toEqual([
      "exit-code",
      "errors",
      "warnings",
      "notes",
      "sarif-file",
    ]);
  });
});
