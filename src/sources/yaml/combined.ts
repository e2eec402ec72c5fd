import type { Scalar, YAMLMap } from "yaml";
import { isMap } from "yaml";
import { unresolvedPart } from "../../shell/unresolved.ts";
import { findReference } from "../find-reference.ts";
import type { FoundReference, NamedValue, ReaderContext, Value } from "../source-reading.ts";
import type { Structure } from "./structure/structure.ts";
import { scalarIn, valueIn } from "./walk.ts";

/** A kind of mapping whose values together are a reference. */
interface Shape {
  /** Of these keys the first that is there. */
  readonly repository: readonly string[];
  readonly registry: readonly string[];
  readonly tag: readonly string[];
  readonly digest: readonly string[];
}

const shapes: readonly Shape[] = [
  // Values of Helm charts.
  { repository: ["repository"], registry: ["registry"], tag: ["tag"], digest: ["digest"] },
  // Kustomize: with `newName`, `name` only says which image is replaced.
  { repository: ["newName", "name"], registry: [], tag: ["newTag"], digest: ["digest"] },
  // Environments of AMLT and of version 1 of the SDK, which are built on `baseImage`.
  { repository: ["image"], registry: ["registry"], tag: [], digest: [] },
  {
    repository: ["baseImage", "base_image"],
    registry: ["baseImageRegistry", "base_image_registry", "registry"],
    tag: [],
    digest: [],
  },
];

interface Combined {
  readonly scalar: Scalar;
  readonly reference: FoundReference;
  /** Values that are parts of it, or replaced by it, and no references themselves. */
  readonly parts: readonly Scalar[];
}

type ValueOf = (scalar: Scalar) => Value;

/** The references that the values of a mapping are together. */
export function combinedIn(
  map: YAMLMap,
  valueOf: ValueOf,
  context: ReaderContext,
  runOf: Structure["runOf"],
): readonly Combined[] {
  return shapes.flatMap((shape) => combinedAs(shape, map, valueOf, context, runOf) ?? []);
}

function combinedAs(
  shape: Shape,
  map: YAMLMap,
  valueOf: ValueOf,
  context: ReaderContext,
  runOf: Structure["runOf"],
): Combined | null {
  const key = shape.repository.find((name) => isText(scalarIn(map, name)));
  const scalar = key === undefined ? null : scalarIn(map, key);
  if (key === undefined || scalar === null) return null;
  const beside = [
    registryIn(map, shape),
    scalarIn(map, ...shape.tag),
    scalarIn(map, ...shape.digest),
  ];
  const [registry = null, tag = null, digest = null] = beside;
  if (beside.every((part) => part === null)) return null;
  const named = (part: Scalar | null, name: string): NamedValue | null =>
    part && { ...valueOf(part), name };
  const repository = { ...valueOf(scalar), name: key };
  const isWhole = findReference(repository, context, { run: null, environments: "none" }) !== null;
  const values = {
    registry: isWhole ? null : named(isText(registry) ? registry : null, "registry"),
    repository,
    tag: hasTag(repository.text) ? null : orUnknown(named(tag, shape.tag[0] ?? "tag")),
    digest: repository.text.includes("@") ? null : named(isText(digest) ? digest : null, "digest"),
  };
  const value = joinValues(values);
  const used = [values.registry, repository, values.tag, values.digest].filter(
    (one) => one !== null,
  );
  const options = {
    run: runOf(scalar),
    parts: used.length > 1 ? used : [],
    environments: "none" as const,
    name: "image",
  };
  const reference = findReference(value, context, options);
  if (!reference) return null;
  const replaced = key === "newName" ? scalarIn(map, "name") : null;
  return {
    scalar,
    reference,
    parts: [registry, tag, digest, replaced].filter((one) => one !== null),
  };
}

/** A registry can be a text or a mapping with its address. */
function registryIn(map: YAMLMap, { registry }: Shape): Scalar | null {
  if (registry.length === 0) return null;
  const value = valueIn(map, ...registry);
  return isMap(value) ? scalarIn(value, "address") : scalarIn(map, ...registry);
}

/** Whether a scalar is there and not empty. */
function isText(scalar: Scalar | null): scalar is Scalar {
  return scalar !== null && scalar.value !== null && scalar.source !== "";
}

/** Charts put another value in where the tag is empty, often their version. */
function orUnknown(tag: NamedValue | null): NamedValue | null {
  const isEmpty = tag !== null && /^(?:|~|null)$/i.test(tag.text);
  return isEmpty ? { ...tag, text: unresolvedPart, unknown: [`\${${tag.name}}`] } : tag;
}

function hasTag(text: string): boolean {
  return /:[^/]*$|@/.test(text);
}

interface Values {
  readonly registry: NamedValue | null;
  readonly repository: NamedValue;
  readonly tag: NamedValue | null;
  readonly digest: NamedValue | null;
}

/** It stands at its repository. */
function joinValues({ registry, repository, tag, digest }: Values): Value {
  const parts = [
    registry && { ...registry, text: `${registry.text.replace(/\/$/, "")}/` },
    repository,
    tag && { ...tag, text: `:${tag.text}` },
    digest && { ...digest, text: `@${digest.text}` },
  ].filter((part) => part !== null);
  return {
    text: parts.map(({ text }) => text).join(""),
    unknown: parts.flatMap(({ unknown }) => unknown),
    span: repository.span,
  };
}
