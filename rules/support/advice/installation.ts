import { packageOf } from "../../../src/domain/image/framework-package.ts";
import type { SuccessorFacts } from "../../../src/domain/image/image-facts.ts";
import { valueOf } from "../../../src/domain/image/known.ts";
import type { Wheel } from "../../../src/domain/image/wheel.ts";
import { evidence } from "../../../src/domain/rule/evidence.ts";
import type { Evidence } from "../../../src/domain/rule/finding.ts";
import type { Remedy } from "../../../src/domain/rule/message.ts";
import { sentenceCase } from "../../../src/domain/rule/message.ts";
import { withCaveats } from "./caveats.ts";
import { clauses, thisChanges } from "./clauses.ts";

type KnownWheel = Exclude<Wheel, { kind: "unknown" }>;
type MissingWheel = KnownWheel & { readonly kind: "missing" };

export function isMissing(wheel: Wheel): wheel is MissingWheel {
  return wheel.kind === "missing";
}

/** `torch 1.9 has no wheel for Python 3.12 (the oldest that has is 2.2)`. */
export function noWheel({ package: name, version, python, oldest }: KnownWheel): string {
  return `${name} ${version} has no wheel for Python ${python} (the oldest that has is ${oldest})`;
}

/**
 * The remedy where the recommended image has a Python for which the version of the framework has no wheel.
 * @param noImage the fault, without capital
 */
export function portAndBuild(
  noImage: string,
  wheel: MissingWheel,
  {
    reference,
    caveats,
    changes = "",
  }: {
    readonly reference: string;
    readonly caveats: readonly string[];
    readonly changes?: string;
  },
): Remedy {
  const fault = `${noImage}, and ${noWheel(wheel)}`;
  const steps = `port the model to ${wheel.package} ${wheel.oldest} or newer`;
  const target = withCaveats(reference, caveats);
  return {
    text: `${sentenceCase(fault)}: ${steps}, and build on ${target}${thisChanges(changes)}.`,
    action: `${sentenceCase(steps)}, and build on ${reference}`,
    details: clauses(fault, changes, ...caveats),
  };
}

/** `install pytorch 1.9 there`, with what is not known of it. */
export function installing(
  framework: string,
  { wheel, facts }: Pick<SuccessorFacts, "wheel" | "facts">,
): string {
  if (wheel.kind !== "unknown") return `install ${wheel.package} ${wheel.version} there`;
  const version = packageOf(framework)?.version ?? null;
  const python = valueOf(facts.python);
  return version === null
    ? `install ${framework} there`
    : `install ${framework} there, if it has a wheel for ${python === null ? "its Python" : `Python ${python}`}`;
}

/** What the table of wheels says. */
export function wheelEvidence(wheel: Wheel): readonly Evidence[] {
  if (wheel.kind === "unknown") return [];
  const { package: name, version, python, oldest, source } = wheel;
  const found = wheel.kind === "missing" ? "none" : "available";
  return [
    evidence(
      `wheel of ${name} ${version} for Python ${python}`,
      `${found} (the oldest release with one is ${oldest})`,
      source,
    ),
  ];
}
