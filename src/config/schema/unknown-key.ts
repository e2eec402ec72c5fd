import type { Rule } from "../../domain/rule/rule.ts";
import { joinList } from "../../text/list.ts";
import { suggestion } from "../../text/suggestion.ts";
import { shownName } from "../source/shown-value.ts";
import { replacementOf } from "./replaced-options.ts";

/** The keys of each mapping, by the key that the mapping is the value of; "" for the top level. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  "": [
    "files",
    "images",
    "supportWindow",
    "rules",
    "exceptions",
    "require",
    "build",
    "baseline",
    "failOn",
    "preview",
    "overrides",
    "extends",
    "enforce",
    "allowLocal",
    "maxExceptionDays",
    "name",
    "requires",
    "exceptionRules",
  ],
  files: ["include", "exclude", "kinds", "gitignore"],
  images: ["include", "mirrors"],
  supportWindow: ["months", "from"],
  mirrors: ["prefix", "for"],
  exceptions: ["rules", "images", "files", "until", "reason"],
  require: [
    ...["name", "images", "files", "registry", "support", "os", "python", "cuda", "tag"],
    ...["allow", "deny", "level", "unknown", "message", "until"],
  ],
  enforce: ["rules", "files", "from"],
  exceptionRules: ["reason", "maxOpen"],
  build: ["args", "targets", "platform"],
  requires: ["inferlint", "catalogueDays"],
  overrides: ["files", "supportWindow", "rules", "build"],
};

/** The keys at the top level of a configuration. */
export const topLevelKeys: readonly string[] = keysOf[""] ?? [];

/** Settings that a repository can never make, wherever a user might expect them. */
const userSettings = new Set(
  "registries registry credentials username password token cache cacheDir online network proxy facts policy plugins".split(
    " ",
  ),
);

type Path = readonly PropertyKey[];

/** The message for a key that does not exist: what was meant, where it belongs, or what exists instead. */
export function describeUnknownKey(path: Path, key: string, rules: readonly Rule[]): string {
  const last = path.findLast((part) => typeof part === "string") ?? "";
  if (last === "rules") return unknownRule(key, rules);
  if (path.at(-2) === "rules") {
    const rule = rules.find(({ id }) => id === last);
    if (rule) return unknownOption(rule, key, rules);
  }
  if (path.length === 0 && userSettings.has(key))
    return `${key} cannot be set here: hosts, credentials, caches and code are set by the user (INFERLINT_* variables or ~/.config/inferlint/config.yaml), never by a repository`;
  if (last === "build" && key === "platform")
    return "platform cannot differ between files: set build.platform at the top level";
  const where = last === "" ? "" : ` in ${shownPath(path)}`;
  const known = keysOf[last] ?? [];
  return `unknown key ${shownName(key)}${where}${hint(key, known, () => elsewhere(key, last, rules))}`;
}

function shownPath(path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number"
        ? `${text}[${part}]`
        : `${text}${text === "" ? "" : "."}${String(part)}`,
    "",
  );
}

function unknownRule(key: string, rules: readonly Rule[]): string {
  const ids = rules.map(({ id }) => id);
  return `unknown rule ${shownName(key)}${hint(key, ids, () => "; inferlint rules lists them")}`;
}

function unknownOption(rule: Rule, key: string, rules: readonly Rule[]): string {
  const replacement = replacementOf(rule, key);
  if (replacement !== null)
    return `${key} is not an option of ${rule.id}: set ${replacement} instead`;
  const unknown = `unknown option ${shownName(key)} in ${rule.id}`;
  const owners = rules.filter(({ options }) => Object.hasOwn(options, key));
  if (owners.length > 0)
    return `${unknown}; it is an option of ${joinList(owners.map(({ id }) => id))}`;
  const known = ["level", ...Object.keys(rule.options)];
  return unknown + hint(key, known, () => `; known options: ${joinList(known)}`);
}

/** Where a misplaced key belongs, else the keys that exist there. */
function elsewhere(key: string, mapping: string, rules: readonly Rule[]): string {
  if (rules.some(({ id }) => id === key)) return "; it belongs in rules";
  const home = Object.entries(keysOf).find(
    ([name, keys]) => name !== mapping && keys.includes(key),
  );
  if (home) return home[0] === "" ? "; it belongs at the top level" : `; it belongs in ${home[0]}`;
  return `; known keys: ${joinList(keysOf[mapping] ?? [])}`;
}

function hint(wrong: string, known: readonly string[], otherwise: () => string): string {
  const meant = suggestion(wrong, known);
  return meant === "" ? otherwise() : meant;
}
