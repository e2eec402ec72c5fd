import * as z from "zod/mini";
import { levels } from "../../domain/rule/finding.ts";
import type { OptionKind, Rule } from "../../domain/rule/rule.ts";
import { name, path, suggestion, value } from "./placeholders.ts";
import { about, choice, day, integer, listOf, mapping, pattern } from "./value-schemas.ts";

/** What the schema says of a rule. */
export type DescribedRule = Pick<Rule, "id" | "level" | "options" | "optionKinds" | "summary">;

/** The form of the ids of requirements, as the published schema has it. */
const requirementForm = /^policy-requirement\/[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The id of a rule, or of a requirement: a repository may name one of a policy that this run does not have. */
export function ruleId(rules: readonly DescribedRule[]): z.ZodMiniType {
  const ids = rules.map(({ id }) => id);
  const known = z.enum(ids, {
    error: `unknown rule ${name}${suggestion}; inferlint rules lists them`,
  });
  return z.union([known, z.string().check(z.regex(requirementForm, { abort: true }))], {
    error: `${path} must be the id of a rule, not ${value}`,
  });
}

/** The requirement of an id, as far as a configuration can set one: its level. */
export function describedRequirement(id: string): DescribedRule {
  const summary = "An entry of require.";
  return { id, level: "error", options: {}, optionKinds: {}, summary };
}

/** `enforce` of a policy. */
export function enforcement(rules: readonly DescribedRule[]): z.ZodMiniType {
  const entry = mapping({
    rules: about(listOf(ruleId(rules), "rules", false), "The rules that it is for."),
    files: z.optional(
      about(listOf(pattern("files"), "file patterns", false), "Only in these files."),
    ),
    from: about(day(), "The first day on which their errors are errors, YYYY-MM-DD."),
  });
  return about(
    listOf(entry, "entries"),
    "Policy only: rules whose errors are warnings before a day. If several match, the last one wins.",
  );
}

/** `rules`: a level or a mapping for each rule. */
export function ruleEntries(rules: readonly DescribedRule[]): z.ZodMiniType {
  const entries = mapping(
    Object.fromEntries(
      rules.map((rule) => [rule.id, z.optional(about(ruleEntry(rule), rule.summary))]),
    ),
  );
  const description = "Levels and options of rules: ID: level, or ID: { level: …, option: … }.";
  return entries.check(z.meta({ description, patternProperties: requirementLevels }));
}

/** For the published schema: a run adds the requirements that a file names to its rules. */
const requirementLevels = {
  [requirementForm.source]: {
    description: "The level of an entry of require.",
    anyOf: [
      { type: "string", enum: [...levels, "off"] },
      {
        type: "object",
        properties: { level: { type: "string", enum: [...levels, "off"] } },
        additionalProperties: false,
      },
    ],
  },
};

function ruleEntry(rule: DescribedRule): z.ZodMiniType {
  const level = choice([...levels, "off"]);
  const options = Object.entries(rule.optionKinds).map(
    ([option, kind]) =>
      [
        option,
        z.optional(
          about(optionValue(kind), `${kind.about} Default: ${rule.options[option] ?? ""}.`),
        ),
      ] as const,
  );
  return z.union(
    [
      level,
      mapping({
        level: z.optional(about(level, `The level. Default: ${rule.level}.`)),
        ...Object.fromEntries(options),
      }),
    ],
    { error: `${path} must be error, warning, note, off or a mapping, not ${value}` },
  );
}

function optionValue(kind: OptionKind): z.ZodMiniType {
  return kind.kind === "integer" ? integer(kind.min, kind.max) : choice(kind.choices);
}
