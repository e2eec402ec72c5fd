import type { ImageFacts } from "../../domain/image/image-facts.ts";
import type { Known } from "../../domain/image/known.ts";
import { valueOf } from "../../domain/image/known.ts";
import { publishedText } from "../../domain/image/tag-age.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { safeText } from "../safe-text.ts";
import type { Style } from "../style.ts";
import type { Release } from "./known-ends.ts";
import { osOf, pythonOf, supportText } from "./known-ends.ts";

type Row = readonly [label: string, value: string];

/** What a reader needs of an image to choose it: one line a fact, with what ends when. */
export function briefLines(facts: ImageFacts, asOf: CalendarDate, style: Style): readonly string[] {
  const { family, processor, os, python, cuda, defaultUser, support, tagDate } = facts;
  const isDated = tagDate.kind === "dated";
  const rows: readonly Row[] = [
    ...(family === "inference" ? [] : [["kind", `${family}, not an inference image`] as const]),
    row("operating system", os, releaseText(osOf(facts, asOf))),
    row("Python", python, releaseText(pythonOf(facts, asOf))),
    row("processor", processor, valueOf(processor)?.toUpperCase() ?? ""),
    ...(valueOf(processor) === "cpu" ? [] : [row("CUDA", cuda, valueOf(cuda) ?? "none")]),
    row("default user", defaultUser, valueOf(defaultUser) ?? ""),
    row("support", support, supportText(facts) ?? ""),
    ...(isDated
      ? [row("date of the tag", { known: true, ...tagDate }, publishedText(tagDate))]
      : []),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${style.dim(label.padEnd(width))}  ${safeText(value)}`);
}

function row(
  label: string,
  fact: Pick<Known<unknown>, "known"> & { readonly confidence?: string },
  text: string,
): Row {
  if (!fact.known) return [label, "unknown"];
  return [label, fact.confidence === "medium" ? `${text} (medium confidence)` : text];
}

function releaseText({ name, end }: Release): string {
  return end === "" ? (name ?? "") : `${name ?? ""}, ${end}`;
}
