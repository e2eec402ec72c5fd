import type { FormerIds } from "../../domain/rule/rule-names.ts";
import type { Span } from "../../text/line-index.ts";
import type { ConfigNode, MappingEntry, MappingNode } from "../source/config-tree.ts";
import type { Issue } from "./describe-issue.ts";

/** A former id of a rule in a configuration. */
interface FormerName {
  readonly former: string;
  readonly id: string;
  readonly span: Span;
}

/** A configuration in which rules have their ids of today. */
interface CurrentTree {
  readonly root: ConfigNode;
  readonly found: readonly FormerName[];
  /** Mappings that set a rule by two of its ids. */
  readonly issues: readonly Issue[];
}

/** Writes the id of today for each former one, wherever a configuration names rules: below `rules` and in `allowLocal`. */
export function withCurrentIds(root: ConfigNode, formerIds: FormerIds): CurrentTree {
  const found: FormerName[] = [];
  const issues: Issue[] = [];
  const idOf = (former: string, span: Span): string => {
    const id = formerIds.get(former);
    if (id !== undefined) found.push({ former, id, span });
    return id ?? former;
  };
  const withKeys = (node: MappingNode): MappingNode => {
    const entries = new Map<string, MappingEntry>();
    for (const [key, entry] of node.entries) {
      const id = idOf(key, entry.key);
      const isTwice = id !== key && (node.entries.has(id) || entries.has(id));
      if (isTwice) issues.push(twice(key, id, entry.key));
      else entries.set(id, entry);
    }
    return { ...node, entries };
  };
  const named = (node: ConfigNode): ConfigNode => {
    if (node.kind === "mapping") return withKeys(node);
    if (node.kind === "scalar") return node;
    const known = new Set(node.items.flatMap((item) => textOf(item) ?? []));
    const items = node.items.flatMap((item): readonly ConfigNode[] => {
      const text = textOf(item);
      const id = text === null ? null : idOf(text, item.span);
      if (item.kind !== "scalar" || id === null || id === text) return [item];
      // A list for several versions of inferlint has both.
      if (known.has(id)) return [];
      known.add(id);
      return [{ ...item, value: id }];
    });
    return { ...node, items };
  };
  const visit = (node: ConfigNode): ConfigNode => {
    if (node.kind === "scalar") return node;
    if (node.kind === "list") return { ...node, items: node.items.map(visit) };
    const entries = [...node.entries].map(([key, entry]) => {
      const namesRules = key === "rules" || key === "allowLocal";
      const value = namesRules ? named(entry.value) : visit(entry.value);
      return [key, { ...entry, value }] as const;
    });
    return { ...node, entries: new Map(entries) };
  };
  return { root: visit(root), found, issues };
}

function textOf(node: ConfigNode): string | null {
  return node.kind === "scalar" && typeof node.value === "string" ? node.value : null;
}

function twice(former: string, id: string, span: Span): Issue {
  const message = (): string =>
    `${former} is the former id of ${id}, which is set here too: remove one of them`;
  return { span, message };
}
