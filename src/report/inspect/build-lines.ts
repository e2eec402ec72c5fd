import type {
  EnrichedBase,
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../domain/build/enriched-build.ts";
import { showUnresolved } from "../../domain/image/image-reference.ts";
import { safeText } from "../safe-text.ts";
import type { Style } from "../style.ts";
import type { Region } from "../../domain/build/region.ts";
import { imageJson, inheritedRoot, referenceText, userJson } from "./build-json.ts";
import { runsOf } from "./runs.ts";
import type { InspectedRun } from "./schema.ts";

/** What a Dockerfile builds, for people. */
export function buildLines(build: EnrichedBuild, style: Style): readonly string[] {
  return [
    style.bold(safeText(build.path)) +
      (build.valid ? "" : style.red("  BuildKit rejects this file")),
    ...build.problems.map(
      ({ message, region }) =>
        `  ${style.red(`${region.startLine}:${region.startColumn}`)} ${safeText(message)}`,
    ),
    ...build.stages.flatMap((stage) => [
      `  ${stageTitle(build, stage)}: ${baseText(stage.base)}`,
      `    user: ${userText(build, stage)}`,
    ]),
    ...build.images.flatMap((image) => imageLines(image, style.dim)),
    ...runsOf(build).map((run) => runLine(run, build.path)),
  ];
}

/** `runs ubuntu22.04, Python 3.8 (conda.yml:4:5), user root (12:11)`. */
function runLine({ os, python, user }: InspectedRun, own: string): string {
  const at = (path: string | null, region: Region | null): string => {
    if (path === null || region === null) return "";
    return ` (${path === own ? "" : `${path}:`}${region.startLine}:${region.startColumn})`;
  };
  return safeText(
    `    runs ${os ?? "operating system unknown"}, Python ${python.value ?? "unknown"}${at(python.path, python.region)}, user ${user.value ?? "unknown"}${at(user.path, user.region)}`,
  );
}

function stageTitle({ target }: EnrichedBuild, { index, name, line }: EnrichedStage): string {
  const title = `stage ${index}${name === null ? "" : ` ${safeText(name)}`}`;
  return `${title}${index === target ? " (target)" : ""}, line ${line}`;
}

function baseText(base: EnrichedBase): string {
  switch (base.kind) {
    case "image":
      return `based on ${safeText(referenceText(base.image))}`;
    case "stage":
      return `based on stage ${base.stage}`;
    case "scratch":
      return "based on scratch";
    case "unresolved":
      return safeText(`base image unknown: ${base.why}`);
  }
}

function userText(build: EnrichedBuild, stage: EnrichedStage): string {
  const { user } = stage;
  if (user.kind === "explicit") {
    const { text, unresolved } = user.expansion;
    const shown = showUnresolved(text, unresolved);
    // `root` needs no explanation, another name or number of the superuser does.
    const isRoot = userJson(build, stage).root === true && shown !== "root";
    return safeText(`${shown === "" ? '""' : shown} (line ${user.line}${isRoot ? ", root" : ""})`);
  }
  const root = inheritedRoot(build, stage);
  const what = root === "unknown" ? "unknown" : root ? "root" : "not root";
  return `the image's default user (${what})`;
}

function imageLines(image: EnrichedImage, dim: (text: string) => string): readonly string[] {
  const json = imageJson(image);
  if (!json.inference) return [];
  const facts = [
    json.os,
    json.python && `Python ${json.python}`,
    json.cuda && `CUDA ${json.cuda}`,
    json.processor,
    json.defaultUser && `default user ${json.defaultUser}`,
    json.support === "unknown" ? null : `support: ${json.support}`,
    json.tagDate && `tag from ${json.tagDate}`,
    json.latestDate && `latest from ${json.latestDate}`,
    image.facts?.published ? json.digest : null,
    json.successor && `successor ${json.successor}`,
  ].filter((fact) => typeof fact === "string" && fact !== "");
  return [dim(safeText(`    ${image.via} ${json.reference}: ${facts.join(", ")}`))];
}
