import { parseCalendarDate, type CalendarDate } from "../../text/calendar-date.ts";
import { fieldsOf, readMap, shownNode } from "./facts-fields.ts";
import type { JsonNode } from "../../text/positioned-json.ts";
import type { Report } from "./facts-json.ts";
import type { ImageAnswer } from "./facts-table.ts";
import { isDigest, isImageUser, isTag } from "../../domain/image/distribution-grammar.ts";
import { shownText } from "./facts-messages.ts";

/** What the tags and digests of a repository name. */
export function readImages(node: JsonNode, report: Report): ReadonlyMap<string, ImageAnswer> {
  if (node.kind === "object" && node.members.length === 0)
    report(node.at, '"images" is empty: remove it');
  return readMap(node, '"images"', report, ({ key, keyAt, value }) => {
    if (!isTag(key) && !isDigest(key))
      report(keyAt, `${shownText(key)} is neither a tag nor a digest: remove it`);
    return readImage(key, value, report);
  });
}

function readImage(reference: string, node: JsonNode, report: Report): ImageAnswer | null {
  if (node.kind === "text" && node.text === "absent") return "absent";
  const what = shownText(reference);
  if (node.kind !== "object") {
    report(node.at, `${what} is an object ({ "digest": … }) or "absent", not ${shownNode(node)}`);
    return null;
  }
  const fields = fieldsOf(node, what, ["digest", "created", "user"], report);
  const digest = readDigest(reference, node, fields.digest, report);
  const { created, user } = fields;
  if (!created && !user) return { digest, config: null };
  if (!created || !user) {
    report(node.at, `${what} has "created" and "user" together, or neither: ask for it again`);
    return null;
  }
  return {
    digest,
    config: { created: readCreated(created, report), user: readUser(user, report) },
  };
}

function readDigest(
  reference: string,
  { at }: JsonNode,
  node: JsonNode | undefined,
  report: Report,
): string {
  const digest = node?.kind === "text" ? node.text : "";
  if (!node) report(at, `${shownText(reference)} needs "digest": sha256: and 64 digits of 0-9a-f`);
  else if (!isDigest(digest))
    report(node.at, `${shownNode(node)} is no digest: sha256: and 64 digits of 0-9a-f`);
  else if (isDigest(reference) && digest !== reference)
    report(node.at, `${shownText(reference)} has another digest than it is: remove it`);
  return digest;
}

function readCreated(node: JsonNode, report: Report): CalendarDate | null {
  if (node.kind === "literal" && node.written === "null") return null;
  const day = node.kind === "text" ? parseCalendarDate(node.text) : null;
  if (day === null)
    report(node.at, `${shownNode(node)} is neither a day (YYYY-MM-DD) that exists nor null`);
  return day;
}

function readUser(node: JsonNode, report: Report): string {
  if (node.kind === "text" && isImageUser(node.text)) return node.text;
  report(
    node.at,
    `${shownNode(node)} is no user: 1 to 256 characters in quotes, without control characters; "root" where the image names none`,
  );
  return "";
}
