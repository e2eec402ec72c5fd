import { bothNames, bothOpenNames, nameOfPattern } from "../../src/domain/image/image-matcher.ts";
import type { ImagePolicy } from "../../src/domain/image/image-policy.ts";
import type { ReferenceReading } from "../../src/domain/image/image-reference.ts";
import { registryOfOpenName } from "../../src/domain/image/name-forms.ts";
import type { NamePatterns } from "../../src/domain/image/name-patterns.ts";
import { dockerHubName } from "../../src/domain/image/registry-host.ts";
import type { Requirement } from "../../src/domain/rule/requirement.ts";
import { counted, joinList } from "../../src/text/list.ts";
import { messages } from "./messages.ts";
import type { Open, Violated } from "./verdict.ts";

type Match = "yes" | "possible";

/** Whether the registry and the name of an image are those that are demanded. */
export function nameVerdicts(
  reading: ReferenceReading,
  match: Match,
  { registry, allow, deny }: Requirement,
  images: ImagePolicy,
): readonly (Violated | Open)[] {
  return [
    ...(registry ? registryVerdict(reading, match, registry) : []),
    ...(allow ? allowVerdict(reading, allow, images) : []),
    ...(deny ? denyVerdict(reading, deny, images) : []),
  ];
}

/** As written: who demands a registry wants every image to pass through it, mirrored or not. */
function registryVerdict(
  reading: ReferenceReading,
  match: Match,
  required: readonly string[],
): readonly (Violated | Open)[] {
  const actual = registryOf(reading);
  if (actual !== null && required.includes(actual)) return [];
  const text = joinList(required, "or");
  if (actual === null || match === "possible") return [{ kind: "open", what: `come from ${text}` }];
  return [
    {
      kind: "violated",
      message: (about, reference, remedy) =>
        messages.fact({ about, reference, fact: "registry", actual, required: text }, remedy),
      action: `Use an image from ${text}`,
      evidence: [{ fact: "registry", value: actual, source: "the reference", asOf: null }],
      confidence: "high",
    },
  ];
}

/** Null where an unknown part decides. */
function registryOf(reading: ReferenceReading): string | null {
  if (reading.kind === "reference") return dockerHubName(reading.reference.registry ?? "docker.io");
  const registry =
    reading.kind === "open" ? registryOfOpenName(nameOfPattern(reading.pattern)) : null;
  return registry === null ? null : dockerHubName(registry);
}

function allowVerdict(
  reading: ReferenceReading,
  allow: NamePatterns,
  images: ImagePolicy,
): readonly (Violated | Open)[] {
  if (reading.kind === "open")
    return bothOpenNames(reading.pattern, images).some(allow.mustMatch)
      ? []
      : [{ kind: "open", what: "be on the list of allowed images" }];
  const names = reading.kind === "reference" ? bothNames(reading.reference, images) : [];
  if (names.some((name) => allow.matching(name) !== null)) return [];
  const allowed = shownPatterns(allow.sources);
  return [
    {
      kind: "violated",
      message: (about, reference, remedy) => messages.allow({ about, reference, allowed }, remedy),
      action: `Use an image that is on the list: ${allowed}`,
      evidence: [],
      confidence: "high",
    },
  ];
}

function denyVerdict(
  reading: ReferenceReading,
  deny: NamePatterns,
  images: ImagePolicy,
): readonly (Violated | Open)[] {
  if (reading.kind === "open")
    return bothOpenNames(reading.pattern, images).some(deny.mayMatch)
      ? [{ kind: "open", what: "be none of the denied images" }]
      : [];
  const names = reading.kind === "reference" ? bothNames(reading.reference, images) : [];
  const [pattern] = names.flatMap((name) => deny.matching(name) ?? []);
  if (pattern === undefined) return [];
  return [
    {
      kind: "violated",
      message: (about, reference, remedy) => messages.deny({ about, reference, pattern }, remedy),
      action: "Use an image that is not denied",
      evidence: [{ fact: "denied", value: pattern, source: "the requirement", asOf: null }],
      confidence: "high",
    },
  ];
}

/** More patterns would make a message longer than anybody reads. */
const maxShown = 5;

function shownPatterns(sources: readonly string[]): string {
  const more = sources.length - maxShown;
  return joinList([
    ...sources.slice(0, maxShown),
    ...(more > 0 ? [counted(more, "other pattern")] : []),
  ]);
}
