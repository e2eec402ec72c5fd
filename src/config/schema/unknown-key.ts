import type { Rule } from "../../domain/rule/rule.ts";
import { shownName } from "../source/config-tree.ts";
import { suggestion } from "../../text/suggestion.ts";

/** The keys of each mapping, by where it stands. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  "": [
    "files",
    "images",
    "rules",
    "exceptions",
    "build",
    "baseline",
    "failOn",
    "overrides",
    "allowLocal",
    "maxExceptionDays",
  ],
  files: ["include", "exclude", "gitignore"],
  images: ["include", "mirrors"],
  mirrors: ["prefix", "for"],
  exceptions: ["rules", "images", "files", "until", "reason"],
  build: ["args", "targets", "platform"],
  overrides: ["files", "rules", "build"],
};

/** What only the user decides, wherever it might be looked for. */
const ofTheUser = new Set(
  "registries registry credentials username password token cache cacheDir online network proxy facts policy plugins extends".split(
    " ",
  ),
);

/** Why there is no such key, and which was meant. */
export function describeUnknownKey(
  path: readonly PropertyKey[],
  key: string,
  rules: readonly Rule[],
): string {
  const last = path.findLast((part) => typeof part === "string") ?? "";
  const above = path.at(-2);
  if (last === "rules") return unknownRule(key, rules);
  if (above === "rules") {
    const rule = rules.find(({ id }) => id === last);
    if (rule) return unknownOption(rule, key, rules);
  }
  const location = typeof last === "string" ? last : "";
  if (path.length === 0 && ofTheUser.has(key))
    return `${key} cannot be set here: hosts, credentials, caches and code are the user's choice (INFERLINT_* variables or ~/.config/inferlint/config.yaml), never a repository's`;
  if (location === "build" && key === "platform")
    return "all files are built for one platform: platform belongs in build at the top";
  const where = location === "" ? "" : ` in ${nameOf(path)}`;
  const known = keysOf[location] ?? [];
  return `there is no key ${shownName(key)}${where}${hint(key, known, () => elsewhere(key, location, rules))}`;
}

function nameOf(path: readonly PropertyKey[]): string {
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
  return `there is no rule ${shownName(key)}${hint(key, ids, () => "; inferlint rules lists them")}`;
}

function unknownOption(rule: Rule, key: string, rules: readonly Rule[]): string {
  const known = ["level", ...Object.keys(rule.options)];
  const owners = rules.filter(({ options }) => Object.hasOwn(options, key)).map(({ id }) => id);
  const otherwise = (): string =>
    owners.length > 0 ? `; ${listed(owners)} has it` : `; it takes ${listed(known)}`;
  return `there is no option ${shownName(key)} in ${rule.id}${
    owners.length > 0 ? otherwise() : hint(key, known, otherwise)
  }`;
}

/** Where a key belongs that stands in the wrong place, else what may stand there. */
function elsewhere(key: string, location: string, rules: readonly Rule[]): string {
  if (rules.some(({ id }) => id === key)) return "; rules belong in rules";
  const home = Object.entries(keysOf).find(
    ([name, keys]) => name !== location && keys.includes(key),
  );
  if (home) return home[0] === "" ? "; it stands at the top" : `; it belongs in ${home[0]}`;
  const known = listed(keysOf[location] ?? []);
  return location === "" ? `; there are ${known}` : `; it takes ${known}`;
}

function hint(wrong: string, known: readonly string[], otherwise: () => string): string {
  const meant = suggestion(wrong, known);
  return meant === "" ? otherwise() : meant;
}

function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
