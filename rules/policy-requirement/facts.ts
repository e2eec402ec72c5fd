import type { EnrichedImage, ServingConda } from "../../src/domain/build/enriched-build.ts";
import { takesRuntime } from "../../src/domain/build/taken-paths.ts";
import { allowedPython } from "../../src/domain/image/conda-spec.ts";
import type { ImageFacts } from "../../src/domain/image/image-facts.ts";
import type { Known } from "../../src/domain/image/known.ts";
import { known, unknown, valueOf } from "../../src/domain/image/known.ts";
import type { VersionCondition } from "../../src/domain/image/version-condition.ts";
import { evidenceOf } from "../../src/domain/rule/evidence.ts";
import type { Evidence, RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Requirement } from "../../src/domain/rule/requirement.ts";
import { joinList } from "../../src/text/list.ts";
import { messages } from "./messages.ts";
import type { Unknown, Violated } from "./verdict.ts";

type FactVerdict = Violated | Unknown;

/** Whether the facts of an image are those that are demanded. */
export function factVerdicts(
  image: EnrichedImage,
  match: "yes" | "possible",
  { support, os, python, cuda }: Requirement,
): readonly FactVerdict[] {
  const facts = match === "yes" ? image.facts : null;
  const why = match === "yes" ? "no source states it" : "the file leaves the image open";
  const factOf = (key: "support" | "os" | "python"): Known<string> => facts?.[key] ?? unknown(why);
  const hasRuntime = takesRuntime(image);
  return [
    ...(support ? oneOf("support state", factOf("support"), support) : []),
    ...(os && hasRuntime ? oneOf("operating system", factOf("os"), os) : []),
    ...(python && hasRuntime ? pythonVerdict(image, factOf("python"), python) : []),
    ...(cuda && hasRuntime ? cudaVerdict(facts, why, cuda) : []),
  ];
}

function oneOf(
  fact: string,
  actual: Known<string>,
  required: readonly string[],
): readonly FactVerdict[] {
  const text = joinList(required, "or");
  if (!actual.known) return [{ kind: "unknown", fact, why: actual.why, required: text }];
  if (required.includes(actual.value)) return [];
  return [violated(fact, actual.value, text, evidenceOf(fact, actual), actual.confidence)];
}

/** The Python that runs: of a conda environment where one serves. */
function pythonVerdict(
  { conda }: EnrichedImage,
  own: Known<string>,
  condition: VersionCondition,
): readonly FactVerdict[] {
  return conda === null
    ? versionVerdict("Python version", own, condition)
    : condaVerdict(conda, condition);
}

function condaVerdict(
  { python, written }: ServingConda,
  condition: VersionCondition,
): readonly FactVerdict[] {
  const fact = "Python version";
  const required = condition.text;
  if (python.kind === "unknown") return [{ kind: "unknown", fact, why: python.why, required }];
  const { pin } = python;
  const allowed = allowedPython(pin.spec);
  const versions =
    allowed.kind === "one" ? [allowed.version] : allowed.kind === "several" ? allowed.versions : [];
  const answers = new Set(versions.map(condition.holds));
  const [answer] = answers;
  if (answer === undefined || answers.size > 1 || answer === "unknown")
    return [{ kind: "unknown", fact, why: `'${pin.written}' does not decide it`, required }];
  if (answer === "yes") return [];
  const where = written === "" ? "the conda environment" : written;
  const actual = allowed.kind === "one" ? allowed.version : `that of '${pin.written}'`;
  const evidence = [{ fact: "python", value: pin.written, source: where, asOf: null }];
  return [violated(fact, `${actual} (${where})`, required, evidence, "high")];
}

/** An image without CUDA has nothing of which a version can be demanded. */
function cudaVerdict(
  facts: ImageFacts | null,
  why: string,
  condition: VersionCondition,
): readonly FactVerdict[] {
  const cuda = facts?.cuda ?? unknown(why);
  if (!cuda.known)
    return facts && valueOf(facts.processor) === "cpu"
      ? []
      : versionVerdict("CUDA version", cuda, condition);
  const { value } = cuda;
  if (value === null) return [];
  return versionVerdict("CUDA version", known(value, cuda.source, cuda.confidence), condition);
}

function versionVerdict(
  fact: string,
  actual: Known<string>,
  condition: VersionCondition,
): readonly FactVerdict[] {
  const required = condition.text;
  if (!actual.known) return [{ kind: "unknown", fact, why: actual.why, required }];
  const answer = condition.holds(actual.value);
  if (answer === "yes") return [];
  if (answer === "unknown")
    return [{ kind: "unknown", fact, why: `only ${actual.value} is known`, required }];
  return [violated(fact, actual.value, required, evidenceOf(fact, actual), actual.confidence)];
}

function violated(
  fact: string,
  actual: string,
  required: string,
  evidence: readonly Evidence[],
  confidence: RuleFinding["confidence"],
): Violated {
  return {
    kind: "violated",
    message: (about, reference, remedy) =>
      messages.fact({ about, reference, fact, actual, required }, remedy),
    action: `Use an image whose ${fact} is ${required}`,
    evidence,
    confidence,
  };
}
