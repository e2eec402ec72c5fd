import type {
  EnrichedBase,
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../domain/build/enriched-build.ts";
import { lineage } from "../../domain/build/build.ts";
import { isRootUser, nameOfUser } from "../../domain/build/user.ts";
import { valueOf } from "../../domain/image/known.ts";
import { unresolvedPart } from "../../shell/unresolved.ts";
import type { InspectedBase, InspectedImage, InspectedStage } from "./schema.ts";

/** A reference as BuildKit reads it: the expanded text. */
export function referenceText({ reading }: EnrichedImage): string {
  return reading.kind === "reference" ? reading.reference.text : reading.text;
}

export function baseJson(base: EnrichedBase): InspectedBase {
  switch (base.kind) {
    case "image":
      return { kind: base.kind, reference: referenceText(base.image) };
    case "stage":
      return { kind: base.kind, stage: base.stage };
    case "scratch":
      return { kind: base.kind };
    case "unresolved":
      return { kind: base.kind, why: base.why };
  }
}

export function userJson(build: EnrichedBuild, stage: EnrichedStage): InspectedStage["user"] {
  const { user } = stage;
  if (user.kind === "inherited")
    return { value: null, line: null, root: inheritedRoot(build, stage), source: "image" };
  const { text, unresolved } = user.expansion;
  const name = nameOfUser(text);
  return {
    // An ARG without a value expands to nothing.
    value: text.replaceAll(unresolvedPart, ""),
    line: user.line,
    root: unresolved.length > 0 && name.includes(unresolvedPart) ? "unknown" : isRootUser(text),
    source: "dockerfile",
  };
}

/** Whether the base image of the stage's lineage starts as root; scratch does. */
export function inheritedRoot(build: EnrichedBuild, stage: EnrichedStage): boolean | "unknown" {
  const base = lineage(build, stage.index).at(-1)?.base;
  if (base?.kind === "scratch") return true;
  const facts = base?.kind === "image" || base?.kind === "unresolved" ? base.image?.facts : null;
  const user = facts ? valueOf(facts.defaultUser) : null;
  return user === null ? "unknown" : isRootUser(user);
}

export function imageJson(image: EnrichedImage): InspectedImage {
  const { via, line, region, written, reading, canonical, inference, facts } = image;
  const reference = reading.kind === "reference" ? reading.reference : null;
  const published = facts?.published?.image ?? null;
  return {
    via,
    line,
    region,
    written,
    reference: referenceText(image),
    canonical,
    registry: reference?.registry ?? null,
    repository: reference?.repository ?? null,
    tag: reference?.tag ?? null,
    digest: reference?.digest ?? published?.digest ?? null,
    templated: reference ? reference.templated : reading.kind === "open" && reading.templated,
    inference: inference === "yes",
    os: facts && valueOf(facts.os),
    python: facts && valueOf(facts.python),
    cuda: facts && valueOf(facts.cuda),
    processor: facts && valueOf(facts.processor),
    defaultUser: facts && valueOf(facts.defaultUser),
    support: (facts && valueOf(facts.support)) ?? "unknown",
    successor: facts?.successor?.repository ?? null,
    tagDate: facts?.tagDate.kind === "dated" ? facts.tagDate.date : (published?.created ?? null),
    latestDate: facts?.latest.kind === "exact" ? facts.latest.date : null,
  };
}
