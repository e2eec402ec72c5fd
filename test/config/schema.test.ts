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

test("every key says what it is for, and editors complete each", () => {
  const missing: string[] = [];
  const visit = (node: unknown, way: string): void => {
    if (typeof node !== "object" || node === null) return;
    if ("properties" in node)
      for (const [name, part] of Object.entries(node.properties as object) as [string, object][]) {
        if (
          !("description" in part) &&
          !("description" in ((part as { anyOf?: object[] }).anyOf?.[0] ?? {}))
        )
          missing.push(`${way}.${name}`);
        visit(part, `${way}.${name}`);
      }
    for (const key of ["items", "anyOf", "additionalProperties"] as const)
      if (key in node) {
        const parts = (node as Record<string, unknown>)[key];
        for (const part of Array.isArray(parts) ? (parts as unknown[]) : [parts]) visit(part, way);
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

/** What an editor does: it reads the text, then holds the value to the schema. */
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

/** What only the run refuses, and why a schema cannot. */
const onlyTheRun: Readonly<Record<string, string>> = {
  "directive.yaml": "an editor takes other versions of YAML, which read words differently",
  "duplicate-key.json": "JSON.parse takes the last of two",
  "policy-keys.yaml": "a schema does not know who gives the file",
  "proto-in-args.yaml": "an object does not tell its prototype from a key",
  "too-large.yaml": "a schema counts no bytes",
  "two-documents.yaml": "the library reads the first one and only warns",
};

describe("wrong files", () => {
  const wrong = configNames("wrong");

  test("are rejected by the schema, too", () => {
    const accepted = wrong.filter((name) => isAccepted(configBytes("wrong", name), name));
    expect(accepted).toEqual(Object.keys(onlyTheRun));
    expect(wrong.length - accepted.length).toBeGreaterThanOrEqual(40);
  });
});

describe("right files", () => {
  test.each(configNames("right"))("%s counts, and the schema accepts it", (name) => {
    const bytes = configBytes("right", name);
    expect(load(bytes, name).path).toBe(name);
    expect(isAccepted(bytes, name), JSON.stringify(validate.errors)).toBe(true);
  });

  test("and so do the starter and every example in it", () => {
    const starter = starterConfig(allRules);
    for (const text of [starter, starter.replaceAll(/^#: /gm, "")]) {
      expect(load(text).text).toBe(text);
      expect(isAccepted(Buffer.from(text), "x.yaml"), JSON.stringify(validate.errors)).toBe(true);
    }
  });
});
