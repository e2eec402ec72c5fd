import { jsonProblemMessage } from "../../text/json-problem.ts";
import type { JsonLimits, JsonNode } from "../../text/positioned-json.ts";
import { readPositionedJson } from "../../text/positioned-json.ts";
import { shownText } from "./facts-messages.ts";

/** Takes a problem of a facts file and its offset in the text. */
export type Report = (at: number, message: string) => void;

/** More than a facts file of all of Microsoft's registry needs; that many values still fit into memory. */
const limits: JsonLimits = { depth: 16, values: 2_000_000 };

/** @returns null where the text is not JSON, which is reported once */
export function readFactsJson(text: string, report: Report): JsonNode | null {
  return readPositionedJson(text, limits, (problem) => {
    const message = jsonProblemMessage(problem, shownText);
    const remedy =
      problem.code === "duplicate-key" ? "" : "; inferlint facts update -o FILE rewrites the file";
    report(problem.start, `${message}${remedy}`);
  });
}
