import type { ValueLocation } from "../../src/domain/build/build.ts";
import { checkedReading, maxProvenance } from "../../src/domain/build/build.ts";
import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import type { Region } from "../../src/domain/build/region.ts";
import { startKey } from "../../src/domain/build/region.ts";
import { joinList } from "../../src/text/list.ts";

/** A part of an expanded reference: the path or its end, with or without what follows it; the tag; `@` and the digest. */
export interface Fragment {
  readonly part: "image" | "tag" | "digest";
  readonly text: string;
}

/** Where a part of a reference is written: in the file, or in a build argument from outside; or why that is uncertain. */
export type FragmentSource =
  | { readonly kind: "written"; readonly region: Region }
  | { readonly kind: "build argument"; readonly argument: string }
  | { readonly kind: "uncertain"; readonly why: string };

const partNames = { image: "name", tag: "tag", digest: "digest" };

/** What may precede a part: what separates it, a quote, or the end of a variable. */
const before = { image: /^["'}/]?$/, tag: /^["'}:]?$/, digest: /^/ };
const after = /^["'}$:@]?$/;
/** `${NAME:-` and `${NAME-`: the default follows. */
const defaultFollows = /\$\{\w+:?-$/;
/** More characters than names of variables have. */
const maxNameLength = 200;

/**
 * Where a fragment of an image's expanded reference is written: the token itself, or a value that it comes from. Uncertain if
 * it occurs twice or nowhere in one piece, if it is broken over lines, or if other images depend on it.
 */
export function findFragment(
  build: EnrichedBuild,
  image: EnrichedImage,
  fragment: Fragment,
  memo: RuleContext["memo"],
): FragmentSource {
  const { provenance } = checkedReading(image).expansion;
  const own = { text: image.written, region: image.region };
  const values = provenance.filter(
    (location, index) =>
      provenance.findIndex((other) => startKey(other.region) === startKey(location.region)) ===
      index,
  );
  const found = [own, ...values].flatMap((location) =>
    occurrences(location.text ?? "", fragment).map((offset) => ({ location, offset })),
  );
  const [only] = found;
  const part = partNames[fragment.part];
  if (!only) return given(values, fragment) ?? uncertain(assembled(part, values));
  if (found.length > 1)
    return uncertain(
      `the ${part} is written in several places: ${joinList([...new Set(found.map(({ location }) => nameOf(location)))])}`,
    );
  const { location, offset } = only;
  if (location !== own && !servesOnly(build, image, location, memo))
    return uncertain(`${nameOf(location)} sets another image, too`);
  const region = within(location.region, location.text ?? "", offset, fragment.text.length);
  return region
    ? { kind: "written", region }
    : uncertain(`the ${part} is written over several lines or with escapes`);
}

function uncertain(why: string): FragmentSource {
  return { kind: "uncertain", why };
}

/** Why a part is nowhere in one piece. */
function assembled(part: string, values: readonly ValueLocation[]): string {
  const names = [...new Set(values.map(nameOf))];
  return names.length === 0
    ? `the ${part} is written with quotes or escapes`
    : `the ${part} is assembled from ${joinList(names)}`;
}

function nameOf(location: ValueLocation | Pick<ValueLocation, "text" | "region">): string {
  if (!("keyword" in location)) return "the instruction";
  const { keyword, name } = location;
  return keyword === "value" ? name : `${keyword} ${name}`;
}

function given(values: readonly ValueLocation[], fragment: Fragment): FragmentSource | null {
  const [value, ...more] = values.filter(
    (location) =>
      location.buildArg !== null && occurrences(location.buildArg, fragment).length === 1,
  );
  return value && more.length === 0 ? { kind: "build argument", argument: value.name } : null;
}

/** Offsets at which the fragment occurs as a part of its own. */
function occurrences(text: string, { part, text: wanted }: Fragment): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const isBegun =
      before[part].test(text.charAt(at - 1)) ||
      defaultFollows.test(text.slice(Math.max(at - maxNameLength, 0), at));
    if (isBegun && after.test(text.charAt(at + wanted.length))) found.push(at);
  }
  return found;
}

/** A fragment of a text on one line just as it is read: neither continued nor with something dropped. */
export function within(
  region: Region,
  text: string,
  offset: number,
  length: number,
): Region | null {
  const { startLine, startColumn, endLine, endColumn } = region;
  if (startLine !== endLine || endColumn - startColumn !== text.length) return null;
  const start = startColumn + offset;
  return { startLine, startColumn: start, endLine, endColumn: start + length };
}

/** Whether all images that depend on a value are of the same repository, so that they can change together. */
function servesOnly(
  build: EnrichedBuild,
  { canonical }: EnrichedImage,
  location: { readonly region: Region },
  memo: RuleContext["memo"],
): boolean {
  const all = memo(build, "served repositories", () => servedBy(build));
  const served = [...(all.get(startKey(location.region)) ?? []), ...(all.get(anyLocation) ?? [])];
  return canonical !== null && served.every((other) => other === canonical);
}

/** Any value: an image whose provenance was cut off may depend on each of them. */
const anyLocation = "any";

/** By value: the repositories of the images that depend on it. */
function servedBy(build: EnrichedBuild): ReadonlyMap<string, ReadonlySet<string | null>> {
  const served = new Map<string, Set<string | null>>();
  for (const image of build.images) {
    const { provenance } = checkedReading(image).expansion;
    const keys = provenance.map(({ region }) => startKey(region));
    for (const key of provenance.length < maxProvenance ? keys : [...keys, anyLocation]) {
      const repositories = served.get(key);
      if (repositories) repositories.add(image.canonical);
      else served.set(key, new Set([image.canonical]));
    }
  }
  return served;
}
