import {
  canonicalName,
  mayBeMicrosofts,
  microsoftPath,
  nameOfPattern,
} from "../domain/image/image-matcher.ts";
import { readReference } from "../domain/image/image-reference.ts";
import { mayBeRequired } from "../domain/image/required-images.ts";
import { maskTemplates, templateMark } from "../shell/template.ts";
import { isUnknown, unresolvedPart } from "../shell/unresolved.ts";
import { curatedName } from "./curated-name.ts";
import type {
  FoundReference,
  FoundRun,
  NamedValue,
  ReaderContext,
  Value,
} from "./source-reading.ts";

/** Much more than a reference has. */
const maxLength = 4096;

const scheme = /^docker(?:-image)?:\/\//i;
/** An asset of a workspace or a path in a datastore, with unknown parts: `azureml:${{name}}/1`, `azureml://datastores/…`. */
const assetOrAddress = /^azureml:(?!\d+\/)|\/\//i;
const referenceText = new RegExp(`^[\\w./:@${unresolvedPart}${templateMark}-]+$`);

interface FindOptions {
  readonly run: FoundRun | null;
  /** The values that the reference is put together from. */
  readonly parts?: readonly NamedValue[];
  /** Whether the name of a curated environment counts, and without `azureml:`. */
  readonly environments?: "none" | "prefixed" | "bare";
  /** What the value is called: a variable, a key, a build argument. */
  readonly name?: string;
}

/** Names of values that are images. */
const imageName = /image|docker|container|registry|base(?![_-]?(?:dir|folder|path|url))/i;
/** Names of Microsoft's images tell their Python or Ubuntu. */
const imagePath = /(?:^|[-/])(?:py|ubuntu)\d[^/]*$/i;
/** What holds it may be a copy of an image: other registries' names that only begin alike are none. */
const azuremlFolder = /(?:^|\/)azureml\//i;

/**
 * The reference to an azureml image, or the name of a curated environment, that a value as a whole is; null for any other. What
 * has another registry is found, too, as it may be a copy of such an image.
 */
export function findReference(
  value: Value,
  context: Pick<ReaderContext, "mayName" | "mayNameChecked" | "policy">,
  options: FindOptions,
): FoundReference | null {
  if (value.text.length > maxLength) return null;
  const { masked } = maskTemplates(value.text);
  if (!context.mayName(masked) || !referenceText.test(masked)) return null;
  const checked =
    context.mayNameChecked?.(masked) === false ? null : checkedReference(value, context, options);
  return checked ?? requiredReference(value, context, options);
}

function checkedReference(
  value: Value,
  { policy }: Pick<ReaderContext, "policy">,
  { run, parts = [], environments = "prefixed", name = "" }: FindOptions,
): FoundReference | null {
  const environment =
    environments === "none" ? null : curatedName(value.text, environments === "bare");
  if (environment) return { value, parts, environment, run };
  const image = withoutScheme(value);
  if (assetOrAddress.test(image.text)) return null;
  const reading = readReference(image.text, image.unknown);
  if (reading.kind === "invalid") return null;
  if (reading.kind === "open") {
    if (!mayBeMicrosofts(reading.pattern, policy)) return null;
    if (run === null && !imageName.test(name) && isPath(reading.pattern)) return null;
  } else {
    const { registry, repository } = reading.reference;
    const own = microsoftPath(canonicalName(registry, repository, policy), policy);
    // The folder of all azureml images is no image.
    if (own === "azureml") return null;
    if (own === null && (registry === null || !azuremlFolder.test(repository))) return null;
  }
  return { value: image, parts, environment: null, run };
}

/** Names of values that are images and nothing else. */
const onlyImageName = /(?:^|[^a-z])image(?:[_-]?(?:name|uri|ref))?[^a-z]*$/i;

/**
 * A reference that only requirements are about: where an image is run, or where the name of the value and its text say that it is
 * an image. What a template puts in is left to the file that it is for.
 */
function requiredReference(
  value: Value,
  { policy }: Pick<ReaderContext, "policy">,
  { run, parts = [], name = "" }: FindOptions,
): FoundReference | null {
  if (!policy.required || (run === null && !onlyImageName.test(name))) return null;
  const image = withoutScheme(value);
  if (/\/\/|\$\{\{/.test(image.text)) return null;
  const reading = readReference(image.text, image.unknown);
  if (reading.kind === "invalid" || !mayBeRequired(reading, policy)) return null;
  if (reading.kind === "open" && (run === null || reading.templated)) return null;
  if (run === null && reading.kind === "reference") {
    const { registry, repository, tagWritten, digest } = reading.reference;
    const isBare = registry === null && !tagWritten && digest === null;
    if (isBare && !repository.includes("/")) return null;
  }
  return { value: image, parts, environment: null, run, isRequiredOnly: true };
}

/** `$ROOT/azureml/inference`: a path of files can look like an image whose registry is not known. */
function isPath(pattern: string): boolean {
  const name = nameOfPattern(pattern);
  return isUnknown(name.slice(0, 1)) && name === pattern && !imagePath.test(name);
}

/** `docker://` and `docker-image://` are not parts of the reference. */
function withoutScheme(value: Value): Value {
  const length = scheme.exec(value.text)?.[0].length ?? 0;
  if (length === 0) return value;
  const { start, end } = value.span;
  const isVerbatim = value.unknown.length === 0 && end - start === value.text.length;
  return {
    ...value,
    text: value.text.slice(length),
    span: isVerbatim ? { start: start + length, end } : value.span,
  };
}
