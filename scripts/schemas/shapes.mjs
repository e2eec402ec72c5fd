// Shapes that several JSON reports have (src/report/json/schema.ts), as JSON Schema of draft 7.

export const text = { type: "string" };
export const flag = { type: "boolean" };
export const textOrNull = { type: ["string", "null"] };
export const count = { type: "integer", minimum: 0 };
export const line = { type: "integer", minimum: 1 };
export const day = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
export const dayOrNull = { anyOf: [day, { type: "null" }] };
export const sha256 = { type: "string", pattern: "^[0-9a-f]{64}$" };

export const ref = (name) => ({ $ref: `#/definitions/${name}` });
export const orNull = (schema) => ({ anyOf: [schema, { type: "null" }] });
export const list = (items, more = {}) => ({ type: "array", items, ...more });
export const described = (schema, description) => ({ ...schema, description });

/** @param optional properties that may be absent */
export function object(required, optional = {}, more = {}) {
  return {
    type: "object",
    required: Object.keys(required),
    properties: { ...required, ...optional },
    ...more,
  };
}

export const region = object(
  { startLine: line, startColumn: line, endLine: line, endColumn: line },
  {},
  { description: "From 1, in UTF-16 code units; the end is exclusive." },
);

export const level = { enum: ["error", "warning", "note"] };

export const tool = object({ name: text, version: text });

/** A whole schema file. */
export function schemaFile(name, title, definitions, body) {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: `https://raw.githubusercontent.com/inferlint/inferlint/main/schema/inferlint.${name}.v1.json`,
    title,
    ...body,
    definitions,
  };
}
