import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { configJsonSchema } from "../../src/config/schema/json-schema.ts";
import { starterConfig } from "../../src/config/settings/starter.ts";
import { allRules, configBytes, configNames, load } from "../support/configs.ts";

/** The published schema: `npm run generate` writes it. */

const schema = configJsonSchema(allRules);

test("every key has a description", () => {
  const missing: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    if ("properties" in node)
      for (const [name, part] of Object.entries(node.properties as object) as [string, object][]) {
        if (
          !("description" in part) &&
          !("description" in ((part as { anyOf?: object[] }).anyOf?.[0] ?? {}))
        )
          missing.push(`${path}.${name}`);
        visit(part, `${path}.${name}`);
      }
    for (const key of ["items", "anyOf", "additionalProperties"] as const)
      if (key in node) {
        const parts = (node as Record<string, unknown>)[key];
        for (const part of Array.isArray(parts) ? (parts as unknown[]) : [parts]) visit(part, path);
      }
  };
  visit(schema, "");
  expect(missing).toEqual([]);
});

const ajv = new Ajv({ strict: false, allErrors: true });
ajvFormats.default(ajv);
const validate = ajv.compile(
  JSON.parse(readFileSync("schema/inferlint.config.v1.json", "utf8")) as object,
);

/** As an editor does: parses the text, then validates the value. */
function isAccepted(bytes: Uint8Array, name: string): boolean {
  const text = new TextDecoder("utf-8", { fatal: true });
  try {
    const source = text.decode(bytes);
    if (name.endsWith(".json")) return validate(JSON.parse(source));
    const document = parseDocument(source, { logLevel: "silent" });
    return (
      document.errors.length === 0 && document.warnings.length === 0 && validate(document.toJS())
    );
  } catch {
    return false;
  }
}

/** What only a run rejects, and why a schema cannot. */
const onlyTheRun: Readonly<Record<string, string>> = {
  "directive.yaml": "an editor accepts other versions of YAML, which read words differently",
  "duplicate-key.json": "JSON.parse takes the last of duplicate keys",
  "policy-keys.yaml": "a schema does not know whether a file is a policy",
  "proto-in-args.yaml": "an object cannot tell its prototype from a key",
  "too-large.yaml": "a schema does not count bytes",
  "two-documents.yaml": "the library reads the first document and only warns",
};

describe("invalid files", () => {
  const wrong = configNames("wrong");

  test("are rejected by the schema too", () => {
    const accepted = wrong.filter((name) => isAccepted(configBytes("wrong", name), name));
    expect(accepted).toEqual(Object.keys(onlyTheRun));
    expect(wrong.length - accepted.length).toBeGreaterThanOrEqual(40);
  });
});

describe("valid files", () => {
  test.each(configNames("right"))("%s is accepted by the run and the schema", (name) => {
    const bytes = configBytes("right", name);
    expect(load(bytes, name).path).toBe(name);
    expect(isAccepted(bytes, name), JSON.stringify(validate.errors)).toBe(true);
  });

  test("the starter and all of its examples are accepted", () => {
    const starter = starterConfig(allRules);
    for (const text of [starter, starter.replaceAll(/^#: /gm, "")]) {
      expect(load(text).text).toBe(text);
      expect(isAccepted(Buffer.from(text), "x.yaml"), JSON.stringify(validate.errors)).toBe(true);
    }
  });
});
