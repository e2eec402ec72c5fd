import { referenceText } from "../../domain/build/inference-images.ts";
import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import { firstEnd } from "../../domain/image/image-choice.ts";
import { valueOf } from "../../domain/image/known.ts";
import { lastDay } from "../../domain/image/lifecycle.ts";
import type { CheckedImage } from "../../domain/rule/checked-image.ts";
import type { Finding, Level } from "../../domain/rule/finding.ts";
import { isReported } from "../../domain/rule/finding.ts";
import { jsonEvidence, jsonNotification, jsonSuppression, jsonVerdict } from "../json/items.ts";
import { logSafeJson } from "../log-safe-json.ts";
import { mostSevere } from "../location-groups.ts";
import { factsJson } from "./facts.ts";
import type { ImageReport, ImagesReport } from "./image-report.ts";
import type {
  ImageReportV1,
  ImagesReportV1,
  JsonCheckedImageV1,
  JsonImageFindingV1,
  JsonSupportedImageV1,
} from "./schema.ts";

/** `inferlint.image/1` as one text. */
export function imageJson({ tool, asOf, images, unknown, notifications }: ImageReport): string {
  const all = images.flatMap(({ findings }) => findings);
  const count = (level: Level): number =>
    all.filter((finding) => isReported(finding) && finding.level === level).length;
  const report: ImageReportV1 = {
    schema: "inferlint.image/1",
    tool: { name: tool.name, version: tool.version },
    asOf,
    images: images.map(checkedJson),
    notChecked: unknown.map(({ asked, why, nearest }) => ({ asked, why, nearest })),
    summary: {
      images: images.length,
      notChecked: unknown.length,
      ...{ errors: count("error"), warnings: count("warning"), notes: count("note") },
      suppressed: all.filter((finding) => !isReported(finding)).length,
    },
    notifications: notifications.map(jsonNotification),
  };
  return logSafeJson(report);
}

/** `inferlint.images/1` as one text. */
export function imagesJson({ tool, asOf, choice, ...report }: ImagesReport): string {
  const json: ImagesReportV1 = {
    schema: "inferlint.images/1",
    tool: { name: tool.name, version: tool.version },
    asOf,
    processor: choice.processor,
    python: choice.python,
    images: report.images.map(supportedJson),
    unknown: report.unknown.map(supportedJson),
    notifications: report.notifications.map(jsonNotification),
  };
  return logSafeJson(json);
}

function checkedJson({ named, image, findings }: CheckedImage): JsonCheckedImageV1 {
  const [first, ...others] = findings.filter(isReported);
  const { short } = named;
  return {
    asked: named.asked,
    shortName: short && {
      taken: short.taken,
      other: short.other,
      otherSupport: short.otherSupport,
    },
    ...factFields(image),
    findings: findings.map(findingJson),
    remedy: first ? mostSevere([first, ...others]).message.remedy.text : null,
  };
}

function supportedJson(image: EnrichedImage): JsonSupportedImageV1 {
  return { ...factFields(image), firstEnd: image.facts && firstEnd(image.facts) };
}

function factFields(image: EnrichedImage): Omit<JsonSupportedImageV1, "firstEnd"> {
  const { facts } = image;
  return {
    reference: referenceText(image),
    repository: facts?.repository ?? "",
    os: facts && valueOf(facts.os),
    osEnd: facts && lastDay(facts.osCycle, "standard"),
    python: facts && valueOf(facts.python),
    pythonEnd: facts && lastDay(facts.pythonCycle, "standard"),
    cuda: facts && valueOf(facts.cuda),
    processor: facts && valueOf(facts.processor),
    defaultUser: facts && valueOf(facts.defaultUser),
    support: (facts && valueOf(facts.support)) ?? "unknown",
    preview: facts?.preview ?? false,
    family: facts?.family ?? "other",
    evidenced: facts?.evidenced ?? false,
    supportEnded: facts?.supportEnded ?? null,
    facts: factsJson(image),
  };
}

function findingJson(finding: Finding): JsonImageFindingV1 {
  const { evidence, suppressed } = finding;
  return {
    ...jsonVerdict(finding),
    evidence: evidence.map(jsonEvidence),
    ...(suppressed === null ? {} : { suppressed: jsonSuppression(suppressed) }),
  };
}
