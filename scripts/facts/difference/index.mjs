import { factSections } from "./facts.mjs";
import { verdictLines } from "./verdicts.mjs";

/**
 * The difference between two states of the data, as Markdown for the person who merges it; empty where there is none.
 * @param before null where there was no data
 */
export async function differenceOf(before, after) {
  if (before === null) return "There was no data before.\n";
  if (JSON.stringify(before) === JSON.stringify(after)) return "";
  const asOf = newestDay(after);
  const verdicts = await verdictLines(before, after, asOf);
  const sections = [
    {
      title: `Verdicts on fixtures/examples, as of ${asOf}`,
      lines: verdicts.length > 0 ? verdicts : ["none changes"],
    },
    ...factSections(before, after),
  ];
  return sections
    .map(({ title, lines }) => `## ${title}\n\n${lines.map((line) => `- ${line}\n`).join("")}`)
    .join("\n");
}

/** The newest day of any source: the day of which the data is, without a clock. */
const newestDay = ({ images: { sources } }) =>
  Object.values(sources)
    .map(({ asOf }) => asOf)
    .sort()
    .at(-1);
