import type { ReportTotals } from "../reporter.ts";
import { counted } from "../../text/list.ts";
import { coverageLine, existingLine, fixLine, otherImagesLine } from "../summary.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";

/** The numbers of a run, and what they do not say. */
export function summarySection(totals: ReportTotals): Markup {
  const { counts, files, checked, images, isIncomplete } = totals;
  const { byLevel, suppressed, baselined } = counts;
  const numbers: readonly (readonly [name: string, count: number, kind: string])[] = [
    ["Errors", byLevel.error, "error"],
    ["Warnings", byLevel.warning, "warning"],
    ["Notes", byLevel.note, "note"],
    ["Suppressed", suppressed, ""],
    ["In the baseline", baselined, ""],
    ["Inference images", images, ""],
  ];
  const lines = [
    `${counted(files, "file")} found, ${checked} checked`,
    existingLine(counts),
    fixLine(counts),
    coverageLine(totals),
    otherImagesLine(totals),
  ].filter((line) => line !== null);
  return markup`<section aria-labelledby="summary">
    <h2 id="summary">Summary</h2>
    ${isIncomplete ? markup`<p class="incomplete">Something could not be checked: see the notifications.</p>` : null}
    <dl class="numbers">
      ${numbers.map(
        ([name, count, kind]) =>
          markup`<div class="${count > 0 ? kind : ""}">
            <dt>${name}</dt>
            <dd>${count.toLocaleString("en-US")}</dd>
          </div>
          `,
      )}
    </dl>
    <ul>
      ${lines.map((line) => markup`<li>${line}</li>\n`)}
    </ul>
  </section>
  `;
}
