import { isRequirementId, requirementId } from "../../domain/rule/requirement.ts";
import type { Span } from "../../text/line-index.ts";
import { suggestion } from "../../text/suggestion.ts";
import type { ConfigNode } from "../source/config-tree.ts";
import { valueAt } from "../source/config-tree.ts";
import { entriesOf, itemsOf, textAt } from "../source/config-values.ts";
import type { Issue } from "./describe-issue.ts";

interface NamedRequirement {
  readonly id: string;
  readonly span: Span;
}

/** The requirements whose level a file sets in `rules`. */
export function requirementsSet(root: ConfigNode): readonly string[] {
  return [...new Set(levelsSet(root).map(({ id }) => id))];
}

/** In a policy, only its own requirements are known: no other file can have those that it names. */
export function unknownRequirements(root: ConfigNode): readonly Issue[] {
  const own = itemsOf(valueAt(root, "require")).map((node) => requirementId(textAt(node, "name")));
  return namedRequirements(root)
    .filter(({ id }) => !own.includes(id))
    .map(({ id, span }) => ({
      span,
      message: () => `unknown rule ${id}${suggestion(id, own)}; require has no such entry`,
    }));
}

/** Every requirement that a file names outside of `require`. */
export function namedRequirements(root: ConfigNode): readonly NamedRequirement[] {
  const lists = [
    valueAt(root, "allowLocal"),
    ...["exceptions", "enforce"].flatMap((key) =>
      itemsOf(valueAt(root, key)).map((node) => valueAt(node, "rules")),
    ),
  ];
  const listed = lists
    .flatMap(itemsOf)
    .flatMap((node): readonly NamedRequirement[] =>
      node.kind === "scalar" && typeof node.value === "string" && isRequirementId(node.value)
        ? [{ id: node.value, span: node.span }]
        : [],
    );
  return [...levelsSet(root), ...listed];
}

function levelsSet(root: ConfigNode): readonly NamedRequirement[] {
  const all = [root, ...itemsOf(valueAt(root, "overrides"))].map((node) => valueAt(node, "rules"));
  return all.flatMap((rules) =>
    entriesOf(rules).flatMap(([id, { span }]) => (isRequirementId(id) ? [{ id, span }] : [])),
  );
}
