// Changes at which `build` stops until decided.yaml accepts them: what is known must not vanish or move back unseen.
import { contradictedAnswers } from "./answers.mjs";
import { contradictions } from "./contradictions.mjs";
import { movedBack } from "./moved-back.mjs";
import { changedSentences } from "./sentences.mjs";
import { vanished } from "./vanished.mjs";

/**
 * @param before the data as committed, or null where there is none
 * @param after the data that the inputs give
 * @param inputs as `readInputs` returns them
 * @returns {{ change: string, source: string, asOf?: string, also?: string }[]} changes that no entry of `accept` names. `change`
 * is a sentence that names the change; the source is where it was seen; `also` is what else to do.
 */
export function stopsOf(before, after, { collected, decided }) {
  const accepted = new Set(decided.accept.map(({ change }) => change));
  return [
    ...changedSentences(collected["azure-ai-docs"], decided.sentences),
    ...contradictions(after["release-cycles"]),
    ...contradictedAnswers(after.images, collected),
    ...(before ? [...vanished(before, after, collected), ...movedBack(before, after)] : []),
  ].filter(({ change }) => !accepted.has(change));
}

/** The lines of decided.yaml that accept the changes. */
function acceptLines(stops) {
  return stops
    .map(({ change, source, asOf }) =>
      [
        `  - change: ${JSON.stringify(change)}`,
        `    source: ${JSON.stringify(source)}`,
        ...(asOf ? [`    asOf: ${asOf}`] : []),
      ].join("\n"),
    )
    .join("\n");
}

/** What the maintainer reads. */
export function stopMessage(stops) {
  return [
    `${stops.length === 1 ? "One change needs" : `${stops.length} changes need`} a decision; nothing is written:`,
    ...stops.map(({ change, also }) => `  ${change}${also ? `; ${also}` : ""}`),
    "",
    "Look at each in its source. If it is right, add these lines to `accept:` in scripts/facts/decided.yaml (in place of `[]`), and build again:",
    "",
    acceptLines(stops),
  ].join("\n");
}
