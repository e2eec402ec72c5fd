import type { Finding } from "../../domain/rule/finding.ts";
import type { Run } from "../../domain/rule/run.ts";
import { relativePath } from "../../fs/relative-path.ts";
import { fileText, jsonFinding, jsonNotification } from "../../report/json/items.ts";
import type { JsonFindingV1, JsonNotificationV1 } from "../../report/json/schema.ts";
import { isJsonObject } from "../../text/json-object.ts";
import { lint } from "../lint.ts";
import type { LintRequest } from "../lint-request.ts";
import type { InputLine } from "./lines-of.ts";
import { maxLineBytes } from "./lines-of.ts";

export type LineRequest = Pick<LintRequest, "cwd" | "settings" | "asOf" | "session" | "tool">;

/** The answer to a line, or what is wrong with the line. */
export type LineAnswer =
  | {
      /** As given. */
      readonly path: string;
      /** As in `inferlint.report/1`. */
      readonly findings: readonly JsonFindingV1[];
      readonly notifications: readonly JsonNotificationV1[];
    }
  | { readonly line: number; readonly error: string };

interface Answered {
  readonly answer: LineAnswer;
  /** Null where the line could not be read. */
  readonly run: Run | null;
}

/** Checks the text of a line as if a file of its name had been named. Nothing else is read. */
export async function answerLine(
  { line, bytes }: InputLine,
  request: LineRequest,
): Promise<Answered> {
  const input = bytes === null ? `the line is longer than ${maxLineBytes} bytes` : inputOf(bytes);
  if (typeof input === "string") return { answer: { line, error: input }, run: null };
  const { path, text } = input;
  const stdin = { path: relativePath(path, request.cwd), bytes: Buffer.from(text) };
  const { result: run } = await lint({
    ...request,
    ...{ paths: [], stdin, forceExclude: false, readsNothing: true, wantsOrigins: "never" },
  });
  // All findings are of this text.
  const quoted = fileText(run.sources.get(stdin.path) ?? null);
  const pathOf = (own: string): string => (own === stdin.path ? path : own);
  const findings = run.findings.map((finding) => jsonFinding(findingAt(finding, pathOf), quoted));
  const notifications = run.notifications.map((one) =>
    jsonNotification(one.path === null ? one : { ...one, path: pathOf(one.path) }),
  );
  return { answer: { path, findings, notifications }, run };
}

/** The reader knows the text by the path that it gave: an address or an absolute path is none relative to the directory. */
function findingAt(finding: Finding, pathOf: (path: string) => string): Finding {
  const { path, suppressed } = finding;
  return {
    ...finding,
    path: pathOf(path),
    suppressed: suppressed && { ...suppressed, path: pathOf(suppressed.path) },
  };
}

/** @returns what is wrong with it, or what it says */
function inputOf(bytes: Buffer): { readonly path: string; readonly text: string } | string {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    return error instanceof TypeError ? "it is not UTF-8" : "it is not JSON";
  }
  if (!isJsonObject(value)) return 'it is not an object with "path" and "text"';
  const { path, text } = value;
  if (typeof path !== "string" || path === "" || path.includes("\0"))
    return '"path" must be the name of a file';
  if (typeof text !== "string") return '"text" must be a text';
  return { path, text };
}
