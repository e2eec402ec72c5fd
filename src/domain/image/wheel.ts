import { compareNumbers } from "../../text/dotted-numbers.ts";
import type { Source } from "./known.ts";

/** The oldest release line (`2.2`) of a package from which on it has wheels for a version of Python. */
export interface OldestWheel {
  readonly line: string;
  readonly source: Source;
}

/** A version of a package for a version of Python. */
interface Wanted {
  readonly package: string;
  readonly version: string;
  /** `3.12`. */
  readonly python: string;
}

/**
 * Whether a framework can be installed from a wheel. unknown: it is not one package with a version, or no source states it.
 */
export type Wheel =
  | (Wanted & {
      readonly kind: "available" | "missing";
      /** The oldest release line that has one. */
      readonly oldest: string;
      readonly source: Source;
    })
  | { readonly kind: "unknown" };

/** @param oldest null where no source states it */
export function wheelFor(wanted: Wanted, oldest: OldestWheel | null): Wheel {
  if (oldest === null) return { kind: "unknown" };
  const { line, source } = oldest;
  const order = compareNumbers(lineOf(wanted.version), line);
  // Within the oldest line, a patch release may have come before the first wheel.
  if (order === 0 && wanted.version !== line) return { kind: "unknown" };
  return { ...wanted, kind: order < 0 ? "missing" : "available", oldest: line, source };
}

/** `0.24` of `0.24.1`. */
function lineOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}
