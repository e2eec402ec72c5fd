import type { RelatedLocation } from "../build/build.ts";
import type { Region } from "../build/region.ts";
import type { Confidence, Evidence, Fix, Level } from "./finding.ts";
import type { Remedy } from "./message.ts";

/** What all questions share: their location, and where the rule is inconclusive because of them. */
interface Question {
  readonly kind: "unresolved";
  /** Exactly the token. */
  readonly region: Region;
  /** Registry and repository, mirrors mapped back; null where they are not known. */
  readonly canonical: string | null;
  /** Where the rule is inconclusive: for the images of this instruction, or for the whole file. */
  readonly scope: "instruction" | "file";
  /** Other build arguments or a registry may change the answer, so that another run may report a question here. */
  readonly dependsOnRun: boolean;
  readonly related: readonly RelatedLocation[];
}

/** The rule might have a finding here with other build arguments or another registry, so it is inconclusive. Not reported. */
interface InconclusiveQuestion extends Question {
  readonly about: "silence";
}

interface ReportedQuestion extends Question {
  /** The image reference as the user knows it. */
  readonly image: string;
  /** As messages name the image, where that is not the reference. */
  readonly shown?: string;
  /** As that of a finding. */
  readonly subject: string;
  readonly evidence: readonly Evidence[];
}

/** The date of the tag is known; whether it is stale depends on the date of `latest`. */
export interface AgeQuestion extends ReportedQuestion {
  readonly about: "age";
  readonly confidence: Confidence;
  /** The date of the tag: `YYYY-MM-DD`, or `YYYY-MM-DD or earlier`. */
  readonly published: string;
  /** A tag of 2025-09-16 is supported while `latest` is not newer than 2026-03-16: that day. */
  readonly lastSupporting: string;
  /** Why a registry that was asked gave no date of `latest`; null if none was asked. */
  readonly why: string | null;
  readonly remedy: Remedy;
  readonly fix: Fix | null;
  /** As that of a finding. */
  readonly noFix?: string;
}

/** The tag is written as no known tag of its repository is, so that it may not exist. */
export interface FormQuestion extends ReportedQuestion {
  readonly about: "form";
  readonly confidence: Confidence;
  /** `YYYYMMDD.vN`. */
  readonly forms: string;
  /** Whose tags have these forms: `this repository`. */
  readonly owner: string;
  /** The known tag that may be meant, or null. */
  readonly near: string | null;
  readonly remedy: Remedy;
}

/** Something about an image is unknown. */
export interface ImageQuestion extends ReportedQuestion {
  readonly about: "image";
  /** As that of a finding. */
  readonly ofStage?: Region;
  /** The level of a finding about it; absent for that of the rule that reports it. */
  readonly level?: Level;
  /** What is unknown: which image it is, one of its facts, its tag or name, the user that a stage runs as, or what is built. */
  readonly unknown: "identity" | "fact" | "tag" | "user" | "build";
  /** For a fact its name (`Python version`), else why the question is open (`ARG X has no value`). */
  readonly reason: string;
  /** Why the fact is unknown, for the long message; null if the evidence has it. */
  readonly because: string | null;
  /** What would decide it: an instruction without capital or full stop. */
  readonly decidedBy: string;
}

/** A question that a rule could not answer, instead of a finding. */
export type Unresolved = AgeQuestion | FormQuestion | ImageQuestion | InconclusiveQuestion;
