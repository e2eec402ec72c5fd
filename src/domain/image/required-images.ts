import { bothNames, bothOpenNames } from "./image-matcher.ts";
import type { ImagePolicy } from "./image-policy.ts";
import type { ReferenceReading } from "./image-reference.ts";
import type { NamePatterns } from "./name-patterns.ts";

/** Whether patterns match a reference, by its canonical name or as it is written; `possible` where an unknown part decides. */
export function matchReading(
  reading: ReferenceReading,
  patterns: NamePatterns,
  policy: Pick<ImagePolicy, "mirrors">,
): "yes" | "no" | "possible" {
  switch (reading.kind) {
    case "reference":
      return bothNames(reading.reference, policy).some((name) => patterns.matching(name) !== null)
        ? "yes"
        : "no";
    case "open":
      return bothOpenNames(reading.pattern, policy).some(patterns.mayMatch) ? "possible" : "no";
    case "invalid":
      return "no";
  }
}

/** Whether a requirement may be about what a reference names. */
export function mayBeRequired(
  reading: ReferenceReading,
  policy: Pick<ImagePolicy, "mirrors" | "required">,
): boolean {
  return (policy.required ?? []).some(
    (patterns) => matchReading(reading, patterns, policy) !== "no",
  );
}
