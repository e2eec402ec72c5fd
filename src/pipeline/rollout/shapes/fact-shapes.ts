import type {
  DatedTag,
  Existence,
  ImageEnv,
  LatestDate,
  RepositoryFacts,
  Successor,
  SuccessorFacts,
  TagDate,
} from "../../../domain/image/image-facts.ts";
import type { Confidence, Known, Source } from "../../../domain/image/known.ts";
import type { PublishedImage } from "../../../domain/image/registry-source.ts";
import type { ReleaseCycle } from "../../../domain/image/release-cycle.ts";
import type { TagForms } from "../../../domain/image/tag-form.ts";
import type { Wheel } from "../../../domain/image/wheel.ts";
import type { RecordedImageFacts } from "../../../domain/rule/recorded-run.ts";
import { asObject } from "../../../text/json-object.ts";
import type { Shape } from "../../../text/json-shape.ts";
import {
  byKind,
  list,
  object,
  oneOf,
  optional,
  orNull,
  text,
  truth,
  whole,
} from "../../../text/json-shape.ts";
import { day } from "../../reports/shapes/common-shapes.ts";

/** An index of a list, which is checked where it is used. */
export const index: Shape<number> = whole(0);

const confidence: Shape<Confidence> = oneOf("high", "medium");

const source: Shape<Source> = object<Source>({
  name: text,
  asOf: orNull(day),
  answeredAt: optional(text),
});

type Stated<T> = Extract<Known<T>, { readonly known: true }>;
type Unknown = Extract<Known<never>, { readonly known: false }>;

function known<T>(value: Shape<T>): Shape<Known<T>> {
  // The compiler cannot tell whether a T may be absent: no value is.
  const own = value as unknown as Shape<string>;
  const stated = object<Stated<string>>({
    known: oneOf(true),
    value: own,
    source,
    confidence,
    other: optional(object<NonNullable<Stated<string>["other"]>>({ value: own, source })),
  }) as unknown as Shape<Stated<T>>;
  const unknown = object<Unknown>({ known: oneOf(false), why: text });
  return (one, path) =>
    asObject(one)?.["known"] === false ? unknown(one, path) : stated(one, path);
}

const ends = { endOfLife: orNull(day), endOfExtendedLife: orNull(day), source };

export const releaseCycle: Shape<ReleaseCycle> = object<ReleaseCycle>({
  product: oneOf("ubuntu", "debian", "azure-linux", "python"),
  cycle: text,
  ...ends,
  other: orNull(object<NonNullable<ReleaseCycle["other"]>>(ends)),
});

const datedTag: Shape<DatedTag> = object<DatedTag>({ tag: text, date: day, source });

const repositoryFields = {
  repository: text,
  family: oneOf("inference", "base", "curated", "acpt", "promptflow", "assets", "other"),
  evidenced: truth,
  confidence,
  preview: truth,
  parent: orNull(text),
  os: known(text),
  python: known(text),
  cuda: known(orNull(text)),
  processor: known(oneOf("cpu", "gpu")),
  defaultUser: known(text),
  env: known(object<ImageEnv>({ names: list(text), complete: truth })),
  framework: orNull(text),
  support: known(oneOf("listed", "published", "dropped", "withdrawn", "never-listed")),
  supportEnded: orNull(day),
  condaPath: orNull(text),
} as const;

const successorFields = {
  repository: text,
  basis: oneOf("documented", "inferred", "extend"),
  source,
} as const;

const repositoryFacts: Shape<RepositoryFacts> = object<RepositoryFacts>({
  ...repositoryFields,
  successor: orNull(object<Successor>(successorFields)),
});

type Wheels = Extract<Wheel, { readonly kind: "available" | "missing" }>;

function wheelOf<K extends Wheels["kind"]>(kind: K): Shape<Wheels & { readonly kind: K }> {
  return object<Wheels>({
    kind: oneOf(kind),
    package: text,
    version: text,
    python: text,
    oldest: text,
    source,
  }) as Shape<Wheels & { readonly kind: K }>;
}

const wheel = byKind<Wheel>({
  available: wheelOf("available"),
  missing: wheelOf("missing"),
  unknown: object({ kind: oneOf("unknown") }),
} as unknown as Parameters<typeof byKind<Wheel>>[0]);

export const successorFacts: Shape<SuccessorFacts> = object<SuccessorFacts>({
  ...successorFields,
  facts: repositoryFacts,
  osCycle: orNull(releaseCycle),
  pythonCycle: orNull(releaseCycle),
  newestTag: orNull(datedTag),
  environment: optional(orNull(text)),
  wheel,
});

export const tagForms: Shape<TagForms> = object<TagForms>({
  forms: list(text),
  tags: list(text),
  confidence,
  source,
});

const tagDate = byKind<TagDate>({
  dated: object({
    kind: oneOf("dated"),
    date: day,
    bound: oneOf("exact", "latest", "earliest"),
    confidence,
    source,
  }),
  unknown: object({ kind: oneOf("unknown"), why: text, isAsked: truth }),
  none: object({ kind: oneOf("none") }),
});

const latest = byKind<LatestDate>({
  exact: object({ kind: oneOf("exact"), date: day, source }),
  between: object({
    kind: oneOf("between"),
    earliest: orNull(day),
    newestKnown: orNull(datedTag),
    why: orNull(text),
  }),
  none: object({ kind: oneOf("none") }),
});

const existence = byKind<Existence>({
  unknown: object({ kind: oneOf("unknown") }),
  present: object({ kind: oneOf("present"), source }),
  absent: object({
    kind: oneOf("absent"),
    what: oneOf("repository", "tag", "digest", "image"),
    registry: text,
    source,
    nearestTags: list(text),
    hasLatest: truth,
  }),
});

const publishedImage: Shape<PublishedImage> = object<PublishedImage>({
  digest: text,
  created: orNull(day),
  user: text,
  env: orNull(list(text)),
  os: orNull(text),
  cuda: orNull(text),
  condaPath: orNull(text),
});

export const imageFacts: Shape<RecordedImageFacts> = object<RecordedImageFacts>({
  ...repositoryFields,
  osCycle: orNull(releaseCycle),
  pythonCycle: orNull(releaseCycle),
  successor: orNull(index),
  userName: known(text),
  userNumber: known(text),
  environment: optional(source),
  list: source,
  nearest: list(text),
  alternatives: list(index),
  tagDate,
  latest,
  existence,
  published: orNull(
    object<NonNullable<RecordedImageFacts["published"]>>({ image: publishedImage, source }),
  ),
  newestTag: orNull(datedTag),
  tagForm: object<RecordedImageFacts["tagForm"]>({
    kind: oneOf("expected", "unexpected", "unknown"),
    forms: orNull(index),
  }),
});
