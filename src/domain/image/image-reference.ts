import { isDigest, isRepositoryName, isTag, maxNameLength } from "./distribution-grammar.ts";
import { isUnknown, unresolvedPart } from "../../shell/unresolved.ts";
import { maskTemplates, templateMark } from "../../shell/template.ts";

/**
 * Image references after the grammar of distribution/reference: `[registry/]repository[:tag][@digest]`, split only after
 * expansion. Each unknown value is one `unresolvedPart`; a template (`{{…}}`, `{%…%}`) is opaque to the split.
 */

export interface ImageReference {
  /** The whole reference as expanded, with unknown values shown as `${NAME}` and templates as written. */
  readonly text: string;
  /** Lower case, port kept; null where none is written (Docker Hub). */
  readonly registry: string | null;
  /** As written, without `library/`. */
  readonly repository: string;
  /** `latest` where neither tag nor digest is written; null for a digest alone; a templated or unresolved tag keeps its text. */
  readonly tag: string | null;
  readonly tagWritten: boolean;
  readonly digest: string | null;
  /** The tag (or digest) holds a template. */
  readonly templated: boolean;
  /** The tag (or digest) depends on an ARG without value. */
  readonly tagUnresolved: boolean;
}

export type ReferenceReading =
  | { readonly kind: "reference"; readonly reference: ImageReference }
  /** Registry or repository holds an unknown: `pattern` is the text with one `unresolvedPart` for each unknown value. */
  | {
      readonly kind: "open";
      readonly text: string;
      readonly pattern: string;
      readonly templated: boolean;
    }
  | { readonly kind: "invalid"; readonly text: string; readonly why: string };

const label = String.raw`[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?`;
const registryPattern = new RegExp(
  String.raw`^(?:${label}(?:\.${label})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$`,
);
/** Far more than name, tag and digest can have together; keeps hostile text from being scanned again and again. */
const maxReferenceLength = 4096;

/**
 * Reads an expanded reference.
 * @param expanded text with one `unresolvedPart` for each unknown value
 * @param unresolvedNames the build argument behind each unknown value, in order; outside of Dockerfiles what is written, with `$`
 * @param hasTemplates whether `{{…}}` is a template, not text
 */
export function readReference(
  expanded: string,
  unresolvedNames: readonly string[] = [],
  hasTemplates = true,
): ReferenceReading {
  if (expanded.length > maxReferenceLength)
    return { kind: "invalid", text: expanded.slice(0, 80), why: "it is too long" };
  const text = showUnresolved(expanded, unresolvedNames);
  const { masked, templates } = hasTemplates
    ? maskTemplates(expanded)
    : { masked: expanded, templates: [] };
  const { name, tag, digest } = split(masked);
  if (isUnknown(name)) {
    const pattern = masked.replaceAll(templateMark, unresolvedPart);
    return { kind: "open", text, pattern, templated: templates.length > 0 };
  }
  const invalid = (why: string): ReferenceReading => ({ kind: "invalid", text, why });
  const { registry, repository } = splitName(name);
  if (repository === "") return invalid("there is no repository name in it");
  if (registry !== null && !registryPattern.test(registry))
    return invalid(`${registry} is not a registry`);
  if (name.length <= maxNameLength && !isRepositoryName(repository)) {
    return invalid(
      repository === repository.toLowerCase()
        ? `${repository} is not a repository name`
        : "a repository name must be lower case",
    );
  }
  if (name.length > maxNameLength)
    return invalid(`a name is at most ${String(maxNameLength)} characters long`);
  if (registry === null && /^[a-f0-9]{64}$/.test(expanded))
    return invalid("64 hexadecimal digits are an image id");
  if (tag !== null && !isUnknown(tag) && !isTag(tag))
    return invalid(tag === "" ? "the tag is empty" : `${tag} is not a tag`);
  if (digest !== null && !isUnknown(digest) && !isDigest(digest))
    return invalid(`${digest} is not a digest`);
  const showTag = (part: string | null): string | null =>
    part === null ? null : restore(showUnresolved(part, unresolvedNames), templates);
  const tail = `${tag ?? ""}${digest ?? ""}`;
  return {
    kind: "reference",
    reference: {
      text,
      registry: registry === null ? null : registry.toLowerCase(),
      repository,
      tag: tag === null && digest === null ? "latest" : showTag(tag),
      tagWritten: tag !== null,
      digest: showTag(digest),
      templated: tail.includes(templateMark),
      tagUnresolved: tail.includes(unresolvedPart),
    },
  };
}

/**
 * The text with each unknown value as the `${NAME}` it comes from, or as it is written: what is no name of a variable is the
 * text itself, such as `$(tag)` of a pipeline.
 */
export function showUnresolved(text: string, unresolvedNames: readonly string[]): string {
  let next = 0;
  return text.replaceAll(unresolvedPart, () => shownPart(unresolvedNames[next++] ?? "?"));
}

/** One unknown value, as users know it. */
export function shownPart(name: string): string {
  return /^[\w?]*$/.test(name) ? `\${${name}}` : name;
}

function split(text: string): { name: string; tag: string | null; digest: string | null } {
  const at = text.indexOf("@");
  const beforeDigest = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? null : text.slice(at + 1);
  const colon = beforeDigest.indexOf(":", beforeDigest.lastIndexOf("/") + 1);
  if (colon < 0) return { name: beforeDigest, tag: null, digest };
  return { name: beforeDigest.slice(0, colon), tag: beforeDigest.slice(colon + 1), digest };
}

/** The first part is a registry only with a dot, a colon, upper case, or when it is `localhost`. */
function splitName(name: string): { registry: string | null; repository: string } {
  const slash = name.indexOf("/");
  const first = name.slice(0, slash);
  const isRegistry =
    slash >= 0 && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase());
  return isRegistry
    ? { registry: first, repository: name.slice(slash + 1) }
    : { registry: null, repository: name };
}

function restore(text: string, templates: readonly string[]): string {
  // The text is the tag or digest, so its templates are the last ones of the reference.
  const marks = text.split(templateMark).length - 1;
  let next = templates.length - marks;
  return text.replaceAll(templateMark, () => templates[next++] ?? "");
}
