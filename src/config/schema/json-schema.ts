import * as z from "zod/mini";
import type { Rule } from "../../domain/rule/rule.ts";
import { configSchema } from "./config-schema.ts";

/** The published JSON Schema, for editors and validators, made from the schema that a run uses. */
export function configJsonSchema(rules: readonly Rule[]): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema(rules), {
    target: "draft-07",
    io: "input",
  });
  return {
    $schema,
    $id: "https://raw.githubusercontent.com/inferlint/inferlint/main/schema/inferlint.config.v1.json",
    title: "Configuration of inferlint",
    description: "A repository's .inferlint.yaml, .inferlint.yml or .inferlint.json, or a policy.",
    ...schema,
  };
}
