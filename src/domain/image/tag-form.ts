import { nearestNames } from "../../text/closest-match.ts";
import type { Confidence, Source } from "./known.ts";

/** How a tag is written, each number as `N`: `YYYYMMDD.vN`, `YYYYMMDD.N`, `N`. */
export type TagForm = string;

const dated = "YYYYMMDD.vN";
/** Until 2021. */
const olderDated = "YYYYMMDD.N";
/** Versions of curated environments. */
const number = "N";

/** How the tags of a repository are written, and how that is known. */
export interface TagForms {
  /** At least one. */
  readonly forms: readonly TagForm[];
  /** The tags that are known; empty where the forms are those of similar images. */
  readonly tags: readonly string[];
  /** high: those of its own tags; medium: those of similar images. */
  readonly confidence: Confidence;
  readonly source: Source;
}

/** Days that do not exist and numbers that are too high have a form, too: it is not their form that is wrong. */
export function formOf(tag: string): TagForm {
  if (isZeroPadded(tag)) return tag;
  return tag.replace(/^\d{8}(?=\.v?\d+$)/, "YYYYMMDD").replace(/\d+/g, number);
}

/**
 * The forms of the tags that are known of a repository; null where there are none, or where tags are names: others may be in
 * use (`base:openmpi3.1.2-ubuntu18.04`, `base:0.2.2`).
 * @param source what the tags were taken from
 */
export function formsOfTags(tags: readonly string[], source: Source): TagForms | null {
  if (tags.length === 0) return null;
  const forms = [...new Set(tags.map(formOf))].sort((a, b) => orderOf(a) - orderOf(b));
  return forms.some(isCounted) ? { forms, tags, confidence: "high", source } : null;
}

/**
 * The forms of tags of images of which none is known, by those of similar images. Null where these differ: tags of base images
 * name releases, too (`base:openmpi3.1.2-ubuntu18.04`).
 */
export function formsOfFamily(repository: string, isInference: boolean): TagForms | null {
  const alike = (name: string, forms: readonly TagForm[]): TagForms => {
    return { forms, tags: [], confidence: "medium", source: { name, asOf: null } };
  };
  if (repository.startsWith("azureml/curated/"))
    return alike("other images in azureml/curated/", [number]);
  return isInference ? alike("other inference images in azureml/", [dated, olderDated]) : null;
}

export function hasForm(tag: string, { forms }: TagForms): boolean {
  return forms.includes(formOf(tag));
}

/** `latest`, or the known tag with the same day or number, if the tag is spelt almost like it; else null. */
export function nearTag(tag: string, { tags }: Pick<TagForms, "tags">): string | null {
  const first = firstNumber(tag);
  const alike = first === null ? [] : tags.filter((known) => firstNumber(known) === first);
  return nearestNames(tag, ["latest", ...alike], 1)[0] ?? null;
}

function firstNumber(tag: string): string | null {
  return /\d+/.exec(tag)?.[0].replace(/^0+(?=\d)/, "") ?? null;
}

/**
 * For messages: `YYYYMMDD.vN or YYYYMMDD.N`, `a number`.
 * @param tag the one that has another form
 */
export function writtenForms({ forms }: TagForms, tag = ""): string {
  const counted = isZeroPadded(tag) ? "a number without zeros in front" : "a number";
  return forms.map((form) => (form === number ? counted : form)).join(" or ");
}

/** No release is counted with zeros in front. */
function isZeroPadded(tag: string): boolean {
  return /^0\d+$/.test(tag);
}

/** Whether some of the tags carry their day. */
export function hasDates({ forms }: TagForms): boolean {
  return forms.some(isDated);
}

/** For remedies, by the form in use today: `a dated tag (YYYYMMDD.vN)`, `a numbered tag`. */
export function tagOfForm(known: TagForms | null): string {
  const [form] = known?.forms ?? [];
  if (form === undefined) return "a tag";
  if (form === number) return "a numbered tag";
  return isDated(form) ? `a dated tag (${form})` : `a tag like ${form}`;
}

/** Whether a release takes the next tag of the form, so that all tags of its kind have it. */
function isCounted(form: TagForm): boolean {
  return form === number || isDated(form);
}

function isDated(form: TagForm): boolean {
  return form === dated || form === olderDated;
}

/** Known forms first, the one in use today before the older one. */
function orderOf(form: TagForm): number {
  const at = [dated, olderDated, number].indexOf(form);
  return at < 0 ? Infinity : at;
}
