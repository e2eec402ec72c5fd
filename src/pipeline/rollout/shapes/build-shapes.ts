import type { ExplicitUser, OtherFrontend, StageUser } from "../../../domain/build/build.ts";
import type { CommentPlace, InstructionEnd, Problem } from "../../../domain/build/dockerfile.ts";
import type { EnrichedEnvironment } from "../../../domain/build/enriched-build.ts";
import type { FileKind } from "../../../domain/build/file-kind.ts";
import { fileKinds } from "../../../domain/build/file-kind.ts";
import type {
  CondaFileOfBuild,
  CondaServer,
  EnvironmentUser,
  RunOfBuild,
} from "../../../domain/build/image-run.ts";
import type { Reading } from "../../../domain/build/reading.ts";
import type {
  RecordedBase,
  RecordedBuild,
  RecordedCopy,
  RecordedStage,
} from "../../../domain/rule/recorded-run.ts";
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
import { index } from "./fact-shapes.ts";
import {
  condaPython,
  expansion,
  image,
  pinnedRelease,
  pythonPin,
  reading,
  runUser,
} from "./image-shapes.ts";

const problem: Shape<Problem> = object<Problem>({
  code: text,
  message: text,
  region,
  unconditional: truth,
  skipped: optional(text),
  ofImage: optional(truth),
  insteadOfFrom: optional(truth),
});

const instructionEnd: Shape<InstructionEnd> = object<InstructionEnd>({
  line: position,
  column: position,
  indent: text,
  lowerCase: truth,
});

const explicitUser: Shape<ExplicitUser> = object<ExplicitUser>({
  kind: oneOf("explicit"),
  expansion,
  withImageEnv: orNull(expansion),
  line: position,
  region,
  written: text,
  stage: index,
  onbuild: truth,
  end: orNull(instructionEnd),
});

const base: Shape<RecordedBase> = byKind<RecordedBase>({
  image: object({ kind: oneOf("image"), image: index }),
  unresolved: object({ kind: oneOf("unresolved"), why: text, image: orNull(index) }),
  stage: object({ kind: oneOf("stage"), stage: index }),
  scratch: object({ kind: oneOf("scratch") }),
});

const copy: Shape<RecordedCopy> = object<RecordedCopy>({
  unresolved: orNull(list(text)),
  omitted: list(text),
  undeclared: list(text),
  source: index,
  isImage: truth,
  region,
});

const stage: Shape<RecordedStage> = object<RecordedStage>({
  index,
  name: orNull(text),
  line: position,
  region,
  base,
  omitted: list(text),
  user: byKind<StageUser>({
    explicit: explicitUser,
    inherited: object({ kind: oneOf("inherited") }),
  }),
  users: list(explicitUser),
  wholeCopies: list(copy),
  isOtherTarget: truth,
  userInsertion: orNull(instructionEnd),
});

const environment: Shape<EnrichedEnvironment> = object<EnrichedEnvironment>({
  pin: pythonPin,
  usedBy: object<EnvironmentUser>({
    path: text,
    region,
    image: text,
    reading: optional(reading),
    serves: optional(truth),
  }),
  release: pinnedRelease,
  recommended: orNull(text),
});

const condaServer: Shape<CondaServer> = object<CondaServer>({
  folder: text,
  stage: index,
  file: orNull(object<CondaFileOfBuild>({ path: text, region, written: text })),
  python: condaPython,
});

export const kind: Shape<FileKind> = oneOf(...fileKinds);

const frontend: Shape<OtherFrontend> = object<OtherFrontend>({
  image: text,
  region: orNull(region),
});

export const build: Shape<RecordedBuild> = object<RecordedBuild>({
  path: text,
  kind: optional(oneOf("yaml", "json", "python", "notebook", "shell", "text", "hcl", "markdown")),
  reading: object<Reading>({ templates: truth, unset: oneOf("unknown", "empty") }),
  globalArguments: list(text),
  valid: truth,
  unread: truth,
  problems: list(problem),
  stages: list(stage),
  target: orNull(index),
  targetMissing: truth,
  isTargetSet: truth,
  frontend: orNull(frontend),
  namedFrontend: optional(frontend),
  commentPlaces: optional(
    list(object<CommentPlace>({ startLine: position, endLine: position, indent: text })),
  ),
  images: list(image),
  isImageAlone: optional(truth),
  environments: list(environment),
  serves: optional(truth),
  condaServer: optional(condaServer),
  runsOfBuilds: optional(
    list(object<RunOfBuild>({ user: runUser, dockerfile: text, image: text, name: text })),
  ),
  namesInference: truth,
  variant: whole(-1),
  description: orNull(index),
  place: orNull(index),
});
