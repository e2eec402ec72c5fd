import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import type { ImageReference } from "../../src/domain/image/image-reference.ts";
import { readReference } from "../../src/domain/image/image-reference.ts";
import type { Edit, Fix, FixOrReason } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import type { Fragment } from "./source-fragment.ts";
import { findFragment } from "./source-fragment.ts";

/** A fragment and its replacement. */
export interface Swap extends Fragment {
  readonly by: string;
}

/** A fix that replaces parts of a reference. */
interface Plan extends Pick<Fix, "safe" | "description"> {
  /** Each makes the whole fix; the first one whose pieces are all found is taken. */
  readonly alternatives: readonly (readonly Swap[])[];
  readonly result: string;
  /** Whether it takes a digest away. */
  readonly unpins: boolean;
  readonly memo: RuleContext["memo"];
}

/** Alternative edits that replace tag and digest by a tag: in one piece, or tag and digest separately. */
export function tailSwaps(
  { tag, tagWritten, digest }: ImageReference,
  to: string,
): readonly (readonly Swap[])[] {
  const at = digest === null ? "" : `@${digest}`;
  const noDigest: Swap = { part: "digest", text: at, by: "" };
  if (!tagWritten) return [[{ ...noDigest, by: `:${to}` }]];
  if (tag === to) return [[noDigest]];
  const own: Swap = { part: "tag", text: tag ?? "", by: to };
  if (digest === null) return [[own]];
  return [[{ ...own, text: `${own.text}${at}` }], [own, noDigest]];
}

/** The edits of a fix; where a build argument decides, a fix without edits that names it; where neither is certain, why. */
export function editReference(
  build: EnrichedBuild,
  image: InferenceImage,
  { safe, description, alternatives, result, unpins, memo }: Plan,
): FixOrReason {
  // Facts can come from a registry: what they make must be a reference and nothing else.
  if (readReference(result).kind !== "reference")
    return withoutFix("the new reference is not valid");
  let outside: Fix | null = null;
  let why = "";
  for (const swaps of alternatives) {
    const edits: Edit[] = [];
    for (const { part, text, by } of swaps) {
      const source = findFragment(build, image, { part, text }, memo);
      if (source.kind === "written") edits.push({ region: source.region, text: by });
      else if (source.kind === "uncertain") why = source.why;
      else outside ??= fixOutsideFile(part, source.argument, result);
    }
    if (edits.length === swaps.length)
      return { fix: { safe, description, edits, result, ...(unpins ? { unpins } : {}) } };
  }
  return outside ? { fix: outside } : withoutFix(why);
}

function fixOutsideFile(part: Fragment["part"], argument: string, result: string): Fix {
  const description = `The ${part} comes from the build argument ${argument}: change it there, to get ${result}.`;
  return { safe: false, description, edits: [] };
}
