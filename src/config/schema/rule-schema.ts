import * as z from "zod/mini";
import { levels } from "../../domain/rule/finding.ts";
import type { OptionKind, Rule } from "../../domain/rule/rule.ts";
import { name, path, suggestion, value } from "./placeholders.ts";
import { about, choice, integer, mapping } from "./value-schemas.ts";

export function ruleId(rules: readonly Rule[]): z.ZodMiniType {
  return z.enum(
    rules.map(({ id }) => id),
    {
      error: ({ input }) =>
        typeof input === "string"
          ? `unknown rule ${name}${suggestion}; inferlint rules lists them`
          : `${path} must be the id of a rule, not ${value}`,
    },
  );
}

/** `rules`: a level or a mapping for each rule. */
export function ruleEntries(rules: readonly Rule[]): z.ZodMiniType {
  return about(
    mapping(
      Object.fromEntries(
        rules.map((rule) => [rule.id, z.optional(about(ruleEntry(rule), rule.summary))]),
      ),
    ),
    "Levels and options of rules: ID: level, or ID: { level: …, option: … }.",
  );
}

function ruleEntry(rule: Rule): z.ZodMiniType {
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
