import { appendFileSync, statSync } from "node:fs";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { errorCode } from "../../fs/error-code.ts";
import type { Io } from "../io.ts";

/** In bytes. The runner drops a larger summary of a step whole. */
const maxSummary = 1024 * 1024;

/**
 * The file in which the runner reads what a step says.
 * @throws UsageError if there is none
 */
export function runnerFile(name: "GITHUB_OUTPUT" | "GITHUB_STEP_SUMMARY", env: Io["env"]): string {
  const path = env[name] ?? "";
  if (path === "")
    throw new UsageError(`${name} is not set: this program runs as a step of GitHub Actions`);
  sizeOf(name, path);
  return path;
}

/**
 * Sets the outputs of the step. Each value is between two lines that nobody can guess, so that it cannot set another output.
 * @param unique a text that no other call gives
 * @throws UsageError if the file cannot be written
 */
export function appendOutputs(
  file: string,
  outputs: Readonly<Record<string, string>>,
  unique: () => string,
): void {
  const entries = Object.entries(outputs).map(([name, value]) => {
    const delimiter = `inferlint_${unique()}`;
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  });
  append("GITHUB_OUTPUT", file, entries.join(""));
}

/**
 * Adds to the summary of the step. What the runner would not take is cut after a line, which is said.
 * @param text in Markdown
 * @throws UsageError if the file cannot be read or written
 */
export function appendSummary(file: string, text: string): void {
  const room = maxSummary - sizeOf("GITHUB_STEP_SUMMARY", file);
  append("GITHUB_STEP_SUMMARY", file, cutTo(text, room));
}

const cutMark = "\nThe rest is left out: GitHub shows at most 1 MiB of a summary.\n";

/** @param room bytes */
function cutTo(text: string, room: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= room) return text;
  const end = room - Buffer.byteLength(cutMark);
  if (end <= 0) return "";
  return `${bytes.toString("utf8", 0, bytes.lastIndexOf("\n", end - 1) + 1)}${cutMark}`;
}

function sizeOf(name: string, path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    throw new UsageError(`${name} names ${path}, which cannot be read: ${reasonOf(error)}`);
  }
}

function append(name: string, path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new UsageError(`${name} names ${path}, which cannot be written: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  return errorCode(error) ?? String(error);
}
