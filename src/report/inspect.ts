import type { CalendarDate } from "../text/calendar-date.ts";
import type {
  EnrichedBase,
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../domain/build/enriched-build.ts";
import { lineage } from "../domain/build/build.ts";
import { showUnresolved } from "../domain/image/image-reference.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import { valueOf } from "../domain/image/known.ts";
import type { Tool } from "../domain/rule/run.ts";
import { isRootUser } from "../domain/build/user.ts";
import { JsonItems, logSafeJson } from "./log-safe-json.ts";
import { safeText } from "./safe-text.ts";
import type { Style } from "./style.ts";
import { styleOf } from "./style.ts";

/** What each Dockerfile builds, without a judgement. */
export interface Inspection {
  readonly tool: Tool;
  readonly asOf: CalendarDate;
  readonly builds: readonly EnrichedBuild[];
}

/** BuildKit's answer: the expanded text. */
function referenceText({ reading }: EnrichedImage): string {
  return reading.kind === "reference" ? reading.reference.text : reading.text;
}

/** `inferlint.inspect/1`: stable, fields are only added. */
export function toInspectJson(inspection: Inspection): string {
  return Array.from(inspectJsonPieces(inspection)).join("");
}

export function* inspectJsonPieces({ tool, asOf, builds }: Inspection): Iterable<string> {
  yield* logSafeJson({
    schema: "inferlint.inspect/1",
    tool: { name: tool.name, version: tool.version },
    asOf,
    files: new JsonItems(jsonFiles(builds)),
  });
}

function* jsonFiles(builds: Iterable<EnrichedBuild>): Iterable<ReturnType<typeof fileJson>> {
  for (const build of builds) yield fileJson(build);
}

function fileJson(build: EnrichedBuild) {
  const { path, valid, problems, target, stages, images } = build;
  return {
    path,
    valid,
    problems: problems.map(({ message, region }) => ({ message, region })),
    target,
    stages: stages.map((stage) => ({
      index: stage.index,
      name: stage.name,
      line: stage.line,
      base: baseJson(stage.base),
      user: userJson(build, stage),
    })),
    images: images.map(imageJson),
  };
}

function baseJson(base: EnrichedBase) {
  switch (base.kind) {
    case "image":
      return { kind: base.kind, reference: referenceText(base.image) };
    case "stage":
      return { kind: base.kind, stage: base.stage };
    case "scratch":
      return { kind: base.kind };
    case "unresolved":
      return { kind: base.kind, why: base.why };
  }
}

function userJson(build: EnrichedBuild, stage: EnrichedStage) {
  const { user } = stage;
  if (user.kind === "inherited")
    return { value: null, line: null, root: inheritedRoot(build, stage), source: "image" };
  const { text, unresolved } = user.expansion;
  const [name = ""] = text.split(":", 1);
  return {
    // Without a build argument BuildKit takes nothing for an ARG that has no value.
    value: text.replaceAll(unresolvedPart, ""),
    line: user.line,
    root: unresolved.length > 0 && name.includes(unresolvedPart) ? "unknown" : isRootUser(text),
    source: "dockerfile",
  };
}

/** Whether the image at the bottom starts as root; scratch does. */
function inheritedRoot(build: EnrichedBuild, stage: EnrichedStage): boolean | "unknown" {
  const base = lineage(build, stage.index).at(-1)?.base;
  if (base?.kind === "scratch") return true;
  const facts = base?.kind === "image" || base?.kind === "unresolved" ? base.image?.facts : null;
  const user = facts ? valueOf(facts.defaultUser) : null;
  return user === null ? "unknown" : isRootUser(user);
}

function imageJson(image: EnrichedImage) {
  const { via, line, region, written, reading, canonical, inference, facts } = image;
  const reference = reading.kind === "reference" ? reading.reference : null;
  const published = facts?.published?.image ?? null;
  return {
    via,
    line,
    region,
    written,
    reference: referenceText(image),
    canonical,
    registry: reference?.registry ?? null,
    repository: reference?.repository ?? null,
    tag: reference?.tag ?? null,
    digest: reference?.digest ?? published?.digest ?? null,
    templated: reference ? reference.templated : reading.kind === "open" && reading.templated,
    inference: inference === "yes",
    os: facts && valueOf(facts.os),
    python: facts && valueOf(facts.python),
    cuda: facts && valueOf(facts.cuda),
    processor: facts && valueOf(facts.processor),
    defaultUser: facts && valueOf(facts.defaultUser),
    support: (facts && valueOf(facts.support)) ?? "unknown",
    successor: facts?.successor?.repository ?? null,
    tagDate: facts?.tagDate.kind === "dated" ? facts.tagDate.date : (published?.created ?? null),
    latestDate: facts?.latest.kind === "exact" ? facts.latest.date : null,
  };
}

/** The same for people. */
export function* inspectTextPieces({ builds }: Inspection, colors: boolean): Iterable<string> {
  const style = styleOf(colors);
  for (const build of builds) yield `${buildLines(build, style).join("\n")}\n\n`;
}

function buildLines(build: EnrichedBuild, style: Style): readonly string[] {
  return [
    style.bold(safeText(build.path)) + (build.valid ? "" : style.red("  BuildKit refuses it")),
    ...build.problems.map(
      ({ message, region }) =>
        `  ${style.red(`${region.startLine}:${region.startColumn}`)} ${safeText(message)}`,
    ),
    ...build.stages.flatMap((stage) => [
      `  stage ${stage.index}${stage.name === null ? "" : ` ${safeText(stage.name)}`}${stage.index === build.target ? " (target)" : ""}, line ${stage.line}: ${baseText(stage.base)}`,
      `    user: ${userText(build, stage)}`,
    ]),
    ...build.images.flatMap((image) => imageLines(image, style.dim)),
  ];
}

function baseText(base: EnrichedBase): string {
  switch (base.kind) {
    case "image":
      return `on ${safeText(referenceText(base.image))}`;
    case "stage":
      return `on stage ${base.stage}`;
    case "scratch":
      return "from scratch";
    case "unresolved":
      return safeText(`on something that is not known: ${base.why}`);
  }
}

function userText(build: EnrichedBuild, stage: EnrichedStage): string {
  const { user } = stage;
  if (user.kind === "explicit") {
    const { text, unresolved } = user.expansion;
    const { root } = userJson(build, stage);
    const shown = showUnresolved(text, unresolved);
    return safeText(
      `${shown === "" ? '""' : shown} (line ${user.line}${root === true ? ", root" : ""})`,
    );
  }
  const root = inheritedRoot(build, stage);
  return `the image's own${root === true ? ", root" : root === false ? ", not root" : ", not known"}`;
}

function imageLines(image: EnrichedImage, dim: (text: string) => string): string[] {
  const json = imageJson(image);
  const facts = [
    json.os,
    json.python && `Python ${json.python}`,
    json.cuda && `CUDA ${json.cuda}`,
    json.processor,
    json.defaultUser && `user ${json.defaultUser}`,
    json.support === "unknown" ? null : json.support,
    json.tagDate && `tag of ${json.tagDate}`,
    json.latestDate && `latest of ${json.latestDate}`,
    image.facts?.published ? json.digest : null,
    json.successor && `successor ${json.successor}`,
  ].filter((fact) => typeof fact === "string" && fact !== "");
  if (!json.inference) return [];
  return [dim(safeText(`    ${image.via} ${json.reference}: ${facts.join(", ")}`))];
}
