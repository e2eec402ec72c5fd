import type { ImageFacts } from "../../domain/image/image-facts.ts";
import type { ShortName } from "../../domain/image/name-image.ts";
import { checksRelease } from "../../domain/image/lifecycle.ts";
import { referenceText } from "../../domain/build/inference-images.ts";
import type { CheckedImage } from "../../domain/rule/checked-image.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { isReported, levels } from "../../domain/rule/finding.ts";
import { counted, joinList } from "../../text/list.ts";
import { safeText } from "../safe-text.ts";
import { hints } from "../summary.ts";
import type { Style } from "../style.ts";
import { styleOf } from "../style.ts";
import { verdictLines } from "../text/location-lines.ts";
import { wrap } from "../text/wrap.ts";
import { factLines } from "./facts.ts";
import type { ImageReport } from "./image-report.ts";
import { briefLines } from "./brief-lines.ts";

export interface ImageTextOptions {
  readonly colors: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** All facts and findings with their sources. */
  readonly verbose: boolean;
}

/** The answers about images for people. */
export function* imageText(report: ImageReport, options: ImageTextOptions): Iterable<string> {
  const style = styleOf(options.colors);
  const width = Math.max(options.width, 40);
  for (const checked of report.images)
    yield `${imageLines(checked, report, { ...options, style, width }).join("\n")}\n\n`;
  if (report.images.length > 0) yield `${summary(report, options, style).join("\n")}\n`;
}

function imageLines(
  { named, image, findings }: CheckedImage,
  { asOf, answeredBy }: ImageReport,
  view: ImageTextOptions & { readonly style: Style },
): readonly string[] {
  const { style, width, verbose } = view;
  const reported = findings.filter(isReported);
  const [first, ...others] = reported;
  const ruleColumn = Math.max(0, ...reported.map(({ ruleId }) => ruleId.length));
  return [
    style.bold(safeText(referenceText(image))),
    ...(named.short ? wrapped(shortNameText(named.short), view) : []),
    ...(verbose
      ? factLines(image, style)
      : image.facts
        ? briefLines(image.facts, asOf, style)
        : []),
    ...(first ? verdictLines([first, ...others], { style, width, verbose, ruleColumn }) : []),
    ...(first ? [] : [`    ${style.green("No findings")}${unknownText(image.facts, answeredBy)}`]),
    ...findings.flatMap((finding) => suppressedLines(finding, view)),
  ];
}

function shortNameText({ taken, other, otherSupport }: ShortName): string {
  const about = otherSupport ?? "which the catalogue does not know";
  return `taken as ${taken}; the other image of this name is ${other} (${about})`;
}

/** What is unknown is neither a fault nor fine. */
function unknownText(facts: ImageFacts | null, answeredBy: ImageReport["answeredBy"]): string {
  if (!facts) return "";
  const isOpen = (release: "os" | "python"): boolean =>
    !facts[release].known && checksRelease(facts, release);
  const unknown = [
    ...(isOpen("os") ? ["operating system"] : []),
    ...(isOpen("python") ? ["Python"] : []),
    ...(facts.defaultUser.known ? [] : ["default user"]),
  ];
  if (unknown.length === 0) return "";
  // A registry that has the image tells what it knows.
  const hint = facts.published ? "" : ` (${hints[answeredBy ?? "catalogue"]})`;
  return `, but unknown: ${joinList(unknown)}${hint}`;
}

function suppressedLines(
  { suppressed, ruleId, message }: Finding,
  view: Pick<ImageTextOptions, "width"> & { readonly style: Style },
): readonly string[] {
  if (!suppressed) return [];
  return wrapped(`suppressed: ${ruleId}, ${message.short} (${suppressed.justification})`, view, 4);
}

function wrapped(
  text: string,
  { style, width }: Pick<ImageTextOptions, "width"> & { readonly style: Style },
  indent = 2,
): readonly string[] {
  return wrap(text, indent, width).map((line) => " ".repeat(indent) + style.dim(line));
}

function summary(
  { images, asOf }: ImageReport,
  { verbose }: ImageTextOptions,
  style: Style,
): readonly string[] {
  const all = images.flatMap(({ findings }) => findings);
  const reported = all.filter(isReported);
  const suppressed = all.length - reported.length;
  const hidden = suppressed > 0 ? `, ${suppressed} suppressed` : "";
  if (reported.length === 0)
    return [
      `${style.green("No findings")} about ${counted(images.length, "image")}${hidden}, as of ${asOf}`,
    ];
  const byLevel = levels.flatMap((level) => {
    const count = reported.filter((finding) => finding.level === level).length;
    return count === 0 ? [] : [counted(count, level)];
  });
  const faulty = images.filter(({ findings }) => findings.some(isReported)).length;
  const of = images.length > faulty ? `${faulty} of ` : "";
  return [
    style.bold(
      `${counted(reported.length, "problem")} (${byLevel.join(", ")}) in ${of}${counted(images.length, "image")}${hidden}, as of ${asOf}`,
    ),
    style.dim(`${verbose ? "" : "Sources: --verbose. "}Why: inferlint explain RULE`),
  ];
}
