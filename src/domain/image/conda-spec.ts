/** A match specification of conda for the package `python`, with or without a channel. */
const pythonMatch = /^\s*(?:[^\s:]+::?)?python(?=$|[\s=<>!~[])/i;

/** What follows the name of the package: `=3.10` of `conda-forge::python=3.10`; null for another package. */
export function pythonSpec(entry: string): string | null {
  const name = pythonMatch.exec(entry)?.[0];
  return name === undefined ? null : entry.slice(name.length).trim();
}

/** The minor versions of Python that a conda version specification allows. */
export type AllowedPython =
  /** `3.10`: one minor version, whatever its patch is. */
  | { readonly kind: "one"; readonly version: string }
  /** Oldest first, at least two. A specification without an upper bound also allows versions that do not exist yet. */
  | { readonly kind: "several"; readonly versions: readonly string[] }
  /** Any version, none, or text that is no such specification. */
  | { readonly kind: "unknown" };

/** Longer texts are no versions. */
const maxLength = 200;

/** Every minor version that conda has had, and more than there are. */
const candidates: readonly (readonly [number, number])[] = [
  ...[6, 7].map((minor) => [2, minor] as const),
  ...Array.from({ length: 41 }, (_, minor) => [3, minor] as const),
];

/**
 * Reads what follows `python` in a conda file or a `conda` command, as conda's MatchSpec and VersionSpec do: `=3.1` is 3.1.*,
 * not 3.10; `==3.10`, `3.10` and `=3.10.4` have one minor version; `,` binds tighter than `|`; after a second `=` or a blank
 * comes the build.
 * @param spec `=3.10`, `>=3.8,<3.10`, `=3.10=h123_0`; empty for any version
 */
export function allowedPython(spec: string): AllowedPython {
  const conditions = spec.length > maxLength ? null : readConditions(spec);
  if (!conditions) return { kind: "unknown" };
  const allowed = candidates.filter((candidate) =>
    conditions.some((all) => all.every((condition) => condition(candidate))),
  );
  const versions = allowed.map(([major, minor]) => `${major}.${minor}`);
  const [first] = versions;
  if (first === undefined || versions.length === candidates.length) return { kind: "unknown" };
  return versions.length === 1 ? { kind: "one", version: first } : { kind: "several", versions };
}

/** Whether some patch of a minor version is allowed. */
type Condition = (candidate: readonly [number, number]) => boolean;

/** The alternatives, each with all its conditions; null for what is not understood. */
function readConditions(spec: string): readonly (readonly Condition[])[] | null {
  const version = versionPart(spec);
  if (version === null) return null;
  const alternatives: Condition[][] = [];
  for (const alternative of version.split("|")) {
    const all = alternative.split(",").map((text) => readCondition(text.trim()));
    if (!all.every((condition) => condition !== null)) return null;
    alternatives.push(all);
  }
  return alternatives;
}

/** The specification without the build. */
function versionPart(spec: string): string | null {
  const bracketed = /^\s*\[\s*version\s*=\s*(['"]?)([^'"\]]*)\1\s*\]\s*$/.exec(spec)?.[2];
  const text = (bracketed ?? spec).trim().replace(/([=<>!~,|])\s+/g, "$1");
  const joined = text.replace(/\s+([=<>!~,|])/g, "$1");
  // `3.10.* *_cpython` and `=3.10=h123_0`.
  const match = /^([^\s]*?)(?:\s+[^\s=<>!~,|]+)?$/.exec(joined)?.[1];
  if (match === undefined) return null;
  return match.replace(/^(={0,2}[\w.*]+)=[^=<>!~,|]+$/, "$1");
}

const grammar = /^(==|=|!=|~=|>=|<=|>|<)?(\d{1,4}(?:\.\d{1,4})*)(\.?\*)?$/;

function readCondition(text: string): Condition | null {
  if (text === "" || text === "*" || text === "=*" || text === "==*") return () => true;
  const [, operator = "", digits = "", star = ""] = grammar.exec(text) ?? [];
  const [major, minor, ...patch] = digits.split(".").map(Number);
  if (digits === "" || major === undefined) return null;
  if (star === "*" && minor !== undefined) return startsWith(operator, digits);
  // `==3` and `3` are Python 3.0 for conda, which nobody means.
  if (minor === undefined) return ofMajor(operator, major);
  const order = ([a, b]: readonly [number, number]): number => a - major || b - minor;
  const isFirstPatch = patch.every((part) => part === 0);
  switch (operator) {
    case "":
    case "=":
    case "==":
      return (candidate) => order(candidate) === 0;
    case "!=":
      return (candidate) => order(candidate) !== 0 || star === "" || patch.length > 0;
    case "~=":
      return (candidate) =>
        patch.length > 0 ? order(candidate) === 0 : candidate[0] === major && order(candidate) >= 0;
    case ">=":
    case ">":
      return (candidate) => order(candidate) >= 0;
    case "<=":
      return (candidate) => order(candidate) <= 0;
    case "<":
      return (candidate) => (isFirstPatch ? order(candidate) < 0 : order(candidate) <= 0);
    default:
      return null;
  }
}

/** A version of one number. */
function ofMajor(operator: string, major: number): Condition | null {
  switch (operator) {
    case "":
    case "=":
    case "==":
    case "~=":
      return ([own]) => own === major;
    case ">=":
    case ">":
      return ([own]) => own >= major;
    case "<":
      return ([own]) => own < major;
    case "<=":
      return ([own, minor]) => own < major || (own === major && minor === 0);
    default:
      return null;
  }
}

/** `3.1*`: some versions of conda take it as 3.1.*, others as every version that begins so. */
function startsWith(operator: string, digits: string): Condition | null {
  if (!["", "=", "=="].includes(operator)) return null;
  const [, minor = "", patch] = digits.split(".");
  return ([own, candidate]) => {
    const version = `${own}.${candidate}`;
    return patch === undefined && minor !== ""
      ? version.startsWith(digits)
      : digits.startsWith(`${version}.`);
  };
}
