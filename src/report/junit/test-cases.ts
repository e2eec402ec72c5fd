import type { Finding } from "../../domain/rule/finding.ts";
import { sentenceCase } from "../../domain/rule/message.ts";
import type { Notification } from "../../domain/rule/run.ts";
import { conciseLine, shortMessage } from "../concise.ts";
import { heldBackText } from "../held-back.ts";
import type { FileReport } from "../reporter.ts";
import { styleOf } from "../style.ts";
import { xmlTag, xmlText } from "./xml.ts";

const plain = styleOf(false);

/**
 * A finding as a test that failed, or that was skipped where something holds the finding back.
 * @param path from the root of the repository where that is known
 */
export function findingCase(finding: Finding, path: string, name: string): string {
  const { region, level, message } = finding;
  const place = { classname: path, file: path, line: region.startLine };
  const heldBack = heldBackText(finding);
  if (heldBack !== null)
    return testCase({ name, ...place }, xmlTag("skipped", { message: heldBack }, "/"));
  const short = `${sentenceCase(shortMessage(finding))}.`;
  const lines = [conciseLine(finding, plain).trimEnd(), message.long, message.remedy.text];
  const text = lines.map(xmlText).join("\n");
  const failure = `${xmlTag("failure", { message: short, type: level })}${text}</failure>`;
  return testCase({ name, ...place }, failure);
}

/** What could not be checked. */
export function errorCase(
  { id, message, path: ownPath }: Notification,
  pathFromRoot: FileReport["pathFromRoot"],
): string {
  const path = ownPath === null ? null : pathFromRoot(ownPath);
  const error = xmlTag("error", { message, type: id }, "/");
  if (path === null) return testCase({ name: id, classname: "inferlint" }, error);
  return testCase({ name: `${id}: ${path}`, classname: path, file: path }, error);
}

/** A test that passed. */
export function passedCase(name: string): string {
  return `    ${xmlTag("testcase", { name, classname: "inferlint" }, "/")}\n`;
}

function testCase(attributes: Readonly<Record<string, string | number>>, result: string): string {
  return `    ${xmlTag("testcase", attributes)}\n      ${result}\n    </testcase>\n`;
}
