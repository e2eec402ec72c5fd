import type { Expansion, ImageUse, ValueLocation } from "../../../domain/build/build.ts";
import type { PinnedRelease, ServingConda } from "../../../domain/build/enriched-build.ts";
import type {
  CondaPython,
  CondaUse,
  ImageRun,
  NamedEnvironment,
  PythonPin,
  RunUser,
} from "../../../domain/build/image-run.ts";
import type { ImageReference, ReferenceReading } from "../../../domain/image/image-reference.ts";
import type { RecordedImage } from "../../../domain/rule/recorded-run.ts";
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
import { position, region } from "../../reports/shapes/common-shapes.ts";
import { index, releaseCycle } from "./fact-shapes.ts";

const valueLocation: Shape<ValueLocation> = object<ValueLocation>({
  message: text,
  region,
  isConsequence: optional(oneOf(true)),
  keyword: oneOf("ARG", "ENV", "value"),
  name: text,
  text: orNull(text),
  buildArg: orNull(text),
});

export const expansion: Shape<Expansion> = object<Expansion>({
  text,
  unresolved: list(text),
  undeclared: list(text),
  omitted: list(text),
  provenance: list(valueLocation),
});

export const reading: Shape<ReferenceReading> = byKind<ReferenceReading>({
  reference: object({
    kind: oneOf("reference"),
    reference: object<ImageReference>({
      text,
      registry: orNull(text),
      repository: text,
      tag: orNull(text),
      tagWritten: truth,
      digest: orNull(text),
      templated: truth,
      tagUnresolved: truth,
    }),
  }),
  open: object({ kind: oneOf("open"), text, pattern: text, templated: truth }),
  invalid: object({ kind: oneOf("invalid"), text, why: text }),
});

export const pythonPin: Shape<PythonPin> = object<PythonPin>({
  path: text,
  region,
  written: text,
  spec: text,
});

export const condaPython: Shape<CondaPython> = byKind<CondaPython>({
  pinned: object({ kind: oneOf("pinned"), pin: pythonPin }),
  unknown: object({ kind: oneOf("unknown"), why: text }),
});

export const runUser: Shape<RunUser> = object<RunUser>({
  value: orNull(text),
  written: text,
  region,
});

const run: Shape<ImageRun> = object<ImageRun>({
  serves: truth,
  conda: orNull(object<CondaUse>({ written: text, region, python: condaPython })),
  user: orNull(runUser),
  forbidsRoot: truth,
  userSetting: orNull(text),
});

export const pinnedRelease: Shape<PinnedRelease> = object<PinnedRelease>({
  version: orNull(text),
  cycle: orNull(releaseCycle),
});

export const image: Shape<RecordedImage> = object<RecordedImage>({
  via: oneOf("from", "copy", "mount", "reference"),
  platform: orNull(text),
  onbuild: truth,
  stage: whole(-1),
  line: position,
  region,
  written: text,
  mayBeStage: truth,
  expansion,
  reading,
  taken: orNull(list(text)),
  withoutArgs: orNull(object<NonNullable<ImageUse["withoutArgs"]>>({ expansion, reading })),
  run: optional(run),
  isRequiredOnly: optional(oneOf(true)),
  environment: optional(
    object<NamedEnvironment>({ name: text, version: orNull(text), label: orNull(text) }),
  ),
  canonical: orNull(text),
  inference: oneOf("yes", "no", "possible"),
  looksLike: orNull(text),
  isOtherServing: truth,
  conda: orNull(
    object<ServingConda>({ written: text, python: condaPython, release: pinnedRelease }),
  ),
  facts: orNull(index),
  offlineFacts: optional(orNull(index)),
});
