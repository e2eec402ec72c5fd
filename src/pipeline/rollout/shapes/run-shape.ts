import type { Comment } from "../../../domain/build/dockerfile.ts";
import type { Cause } from "../../../domain/rule/cause.ts";
import type {
  RecordedBaseline,
  RecordedCause,
  RecordedConfig,
  RecordedDescription,
  RecordedFacts,
  RecordedFile,
  RecordedFolder,
  RecordedQueries,
  RecordedRun,
  RecordedSetting,
  RecordedVariant,
} from "../../../domain/rule/recorded-run.ts";
import type { Shape } from "../../../text/json-shape.ts";
import {
  byKind,
  list,
  object,
  oneOf,
  optional,
  orNull,
  pair,
  text,
  truth,
  whole,
} from "../../../text/json-shape.ts";
import { day, region } from "../../reports/shapes/common-shapes.ts";
import { build, kind } from "./build-shapes.ts";
import { imageFacts, index, successorFacts, tagForms } from "./fact-shapes.ts";
import { runUser } from "./image-shapes.ts";

/** Only what a source of facts can cause is recorded; the other kinds follow from the file. */
const cause = byKind<Extract<Cause, { kind: RecordedKind }>>({
  published: object({ kind: oneOf("published"), tag: orNull(text) }),
  "version-expected": object({ kind: oneOf("version-expected"), tag: text }),
  "answers-outdated": object({ kind: oneOf("answers-outdated"), answered: day }),
});

type RecordedKind = "published" | "version-expected" | "answers-outdated";

const datedCause: Shape<RecordedCause> = object<RecordedCause>({ day, cause });

const config: Shape<RecordedConfig> = object<RecordedConfig>({
  path: text,
  file: text,
  base: text,
  text,
});

const folder: Shape<RecordedFolder> = object<RecordedFolder>({
  folder: text,
  repository: text,
  config: orNull(config),
  above: list(config),
  reading: list(object<RecordedSetting>({ key: text, value: text })),
  withoutEffect: list(text),
  isWhole: truth,
  baseline: orNull(
    object<RecordedBaseline>({ file: text, root: text, isNamed: truth, text: orNull(text) }),
  ),
});

const facts: Shape<RecordedFacts> = object<RecordedFacts>({
  days: list(object<RecordedFacts["days"][number]>({ from: day, facts: imageFacts })),
  causes: list(datedCause),
});

const file: Shape<RecordedFile> = object<RecordedFile>({
  path: text,
  file: text,
  target: orNull(text),
  kind,
  folder: index,
  comments: list(
    object<Comment>({
      ...{ text, region, next: orNull(region) },
      stage: optional(region),
      removal: optional(orNull(region)),
    }),
  ),
  queries: object<RecordedQueries>({
    existence: truth,
    user: truth,
    os: truth,
    number: truth,
    digest: truth,
    window: orNull(text),
  }),
  variants: list(
    object<RecordedVariant>({
      args: list(pair(text, text)),
      target: orNull(text),
      isTargetRequired: truth,
    }),
  ),
  described: list(
    object<RecordedDescription>({
      where: text,
      path: text,
      region,
      args: list(text),
      target: orNull(text),
      serves: truth,
      user: orNull(runUser),
    }),
  ),
  places: list(list(pair(region, region))),
  builds: list(build),
});

export const recordedRun: Shape<RecordedRun> = object<RecordedRun>({
  version: whole(1, 1) as Shape<1>,
  until: day,
  isComplete: truth,
  answeredBy: orNull(oneOf("registry", "facts")),
  directory: text,
  buildArguments: list(text),
  target: orNull(text),
  baseline: (value, path) => (value === false ? false : orNull(text)(value, path)),
  answers: list(datedCause),
  folders: list(folder),
  forms: list(tagForms),
  replacements: list(successorFacts),
  facts: list(facts),
  files: list(file),
});
