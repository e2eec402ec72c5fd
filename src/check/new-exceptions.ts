import type { Exemption } from "../domain/rule/exemption.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { ExceptionChange, ExceptionKind, NewException } from "../domain/rule/new-exception.ts";
import type { SettingLocation } from "../domain/settings/settings.ts";
import { joinList } from "../text/list.ts";

/** An entry of a configuration that leaves files or images out, or maps them. */
export interface ScopeEntry {
  readonly kind: "exclusion" | "mirror" | "image pattern";
  /** As written. */
  readonly value: string;
  /** The folder of the configuration, relative to the root of the tree, with `/`; empty for the root. */
  readonly folder: string;
  readonly location: SettingLocation;
}

/** What one tree has to let findings pass. */
export interface TreeExceptions {
  /** Those of the policy are the same for both trees. */
  readonly exemptions: readonly Exemption[];
  readonly entries: readonly ScopeEntry[];
  /** The folder of a configuration relative to the root of the tree. @param absolute of the configuration */
  readonly folderOf: (absolute: string) => string;
}

/**
 * What the head has to let findings pass that the base lacks or has narrower or shorter, and what holds back new findings.
 * @param baseOf the file of the base that a file was, by the paths that findings have; null for a new one
 * @param heldBack the new findings that an exemption holds back
 */
export function newExceptions(
  base: TreeExceptions,
  head: TreeExceptions,
  baseOf: (path: string) => string | null,
  heldBack: (exemption: Exemption) => readonly Finding[],
): readonly NewException[] {
  const known = new KnownExemptions(base, head, baseOf);
  const found: NewException[] = [];
  for (const exemption of head.exemptions.filter(isValid)) {
    const own = exemption.kind === "policy" ? null : changeOf(exemption, known);
    const held = heldBack(exemption);
    if (own === null && held.length === 0) continue;
    const { location, kind } = exemption;
    const [first] = held;
    // The policy is no file of the repository.
    const { path, region } = kind === "policy" && first ? first : location;
    const hides = [...new Set(held.map(({ ruleId }) => ruleId))];
    found.push({ kind: kinds[kind], about: aboutOf(exemption), change: own, hides, path, region });
  }
  const isKnown = (entry: ScopeEntry): boolean =>
    base.entries.some(
      (other) =>
        other.kind === entry.kind &&
        other.value === entry.value &&
        isWithin(entry.folder, other.folder),
    );
  for (const entry of head.entries)
    if (!isKnown(entry)) {
      const { kind, value: about, location } = entry;
      const change = { kind: "added" } as const;
      found.push({ ...{ kind, about, change, hides: [] }, ...location });
    }
  return found;
}

const kinds: Readonly<Record<Exemption["kind"], ExceptionKind>> = {
  comment: "comment",
  configuration: "exception",
  policy: "policy exception",
  baseline: "baseline entry",
};

/** One that cannot be read or has ended lets nothing pass. */
function isValid({ status }: Exemption): boolean {
  return status !== "invalid" && status !== "expired";
}

function aboutOf({ kind, rules, reason, files, image }: Exemption): string {
  if (kind === "baseline")
    return `${joinList(rules)} of ${image ?? "no image"} in ${files?.[0] ?? ""}`;
  return `${joinList(rules)}: ${reason ?? ""}`;
}

/** The exemptions of the base. Each comment and each baseline entry stands for one of the head. */
class KnownExemptions {
  readonly #byPlace = new Map<string, Set<Exemption>>();
  /** A file can have thousands of comments, nearly all as in the base. */
  readonly #equal = new Map<string, Exemption[]>();
  readonly #base: TreeExceptions;
  readonly #head: TreeExceptions;
  readonly #baseOf: (path: string) => string | null;

  constructor(base: TreeExceptions, head: TreeExceptions, baseOf: (path: string) => string | null) {
    [this.#base, this.#head, this.#baseOf] = [base, head, baseOf];
    for (const exemption of base.exemptions) {
      // One that has ended counts again with a later end.
      if (exemption.status === "invalid") continue;
      const key = placeOf(exemption, exemption.files?.[0] ?? null);
      const own = this.#byPlace.get(key) ?? new Set();
      this.#byPlace.set(key, own.add(exemption));
      if (exemption.kind === "configuration") continue;
      const exact = exactly(exemption, exemption.files?.[0] ?? null);
      const equal = this.#equal.get(exact);
      if (equal) equal.push(exemption);
      else this.#equal.set(exact, [exemption]);
    }
  }

  /** Whether one is exactly like one of the head; it then stands for no other. */
  takeEqual(exemption: Exemption): boolean {
    const [path = ""] = exemption.files ?? [];
    const key = exactly(exemption, this.#baseOf(path));
    const equal = this.#equal.get(key)?.pop();
    if (equal) this.use(equal);
    return equal !== undefined;
  }

  /** Those at the place of one of the head. */
  at(exemption: Exemption): readonly Exemption[] {
    const [path = ""] = exemption.files ?? [];
    const known = [...(this.#byPlace.get(placeOf(exemption, this.#baseOf(path))) ?? [])];
    if (exemption.kind !== "configuration") return known;
    const folder = this.#head.folderOf(exemption.absolute);
    return known.filter(({ absolute }) => isWithin(folder, this.#base.folderOf(absolute)));
  }

  use(exemption: Exemption): void {
    if (exemption.kind === "configuration") return;
    this.#byPlace.get(placeOf(exemption, exemption.files?.[0] ?? null))?.delete(exemption);
  }
}

/** What two exemptions agree in if one can be the other. The key of a baseline entry changes with the path, what it is about does not. */
function placeOf({ kind, rules, image, stage }: Exemption, path: string | null): string {
  if (kind === "configuration") return kind;
  return JSON.stringify([kind, path, ...(kind === "baseline" ? [rules, image, stage] : [])]);
}

function exactly(exemption: Exemption, path: string | null): string {
  const { rules, scope, until } = exemption;
  return JSON.stringify([placeOf(exemption, path), rules, scope, until]);
}

/** How an exemption differs from those of the base; null where one of these covers all that it covers. */
function changeOf(exemption: Exemption, base: KnownExemptions): ExceptionChange | null {
  if (base.takeEqual(exemption)) return null;
  const known = base.at(exemption);
  const asWide = known.filter((other) => moreOf(exemption, other).length === 0);
  const covering = asWide.find((other) => !isLonger(exemption, other));
  if (covering) {
    base.use(covering);
    return null;
  }
  const [shorter] = asWide;
  if (shorter && shorter.until !== null)
    return { kind: "longer", until: exemption.until, before: shorter.until };
  const narrower = known.find(
    (other) =>
      other.reason === exemption.reason &&
      other.rules.some((rule) => exemption.rules.includes(rule)),
  );
  if (!narrower) return { kind: "added" };
  return { kind: "wider", more: joinList(moreOf(exemption, narrower)) };
}

/** What one covers that the other does not, as clauses. */
function moreOf(head: Exemption, base: Exemption): readonly string[] {
  const rules = head.rules.filter((rule) => !base.rules.includes(rule));
  return [
    ...(rules.length > 0 ? [joinList(rules)] : []),
    ...(head.scope === "file" && base.scope === "instruction" ? ["the whole file"] : []),
    ...(head.scope === "patterns" ? morePatterns(head.files, base.files, "all files") : []),
    ...(head.scope === "patterns" ? morePatterns(head.images, base.images, "all images") : []),
  ];
}

/** Patterns are compared as they are written. */
function morePatterns(
  head: readonly string[] | null,
  base: readonly string[] | null,
  all: string,
): readonly string[] {
  if (base === null) return [];
  return head === null ? [all] : head.filter((pattern) => !base.includes(pattern));
}

function isLonger({ until }: Exemption, { until: base }: Exemption): boolean {
  return base !== null && (until === null || until > base);
}

/** Whether a folder is another one or below it; both relative to one root, with `/`. */
function isWithin(folder: string, other: string): boolean {
  return other === "" || folder === other || folder.startsWith(`${other}/`);
}
