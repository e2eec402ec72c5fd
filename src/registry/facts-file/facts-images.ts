import { isCondaPath, isCudaVersion, isUbuntuRelease } from "../../domain/image/config-values.ts";
import { isDigest, isImageUser, isTag } from "../../domain/image/distribution-grammar.ts";
import { isVariableName, maxVariables } from "../../domain/image/variable-name.ts";
import { parseCalendarDate, type CalendarDate } from "../../text/calendar-date.ts";
import { fieldsOf, readList, readMap, shownNode } from "./facts-fields.ts";
import type { JsonNode } from "../../text/positioned-json.ts";
import type { Report } from "./facts-json.ts";
import { factsMessages, shownText } from "./facts-messages.ts";
import type { ImageAnswer } from "./facts-table.ts";

/** Reads what the tags and digests of a repository resolve to. */
export function readImages(node: JsonNode, report: Report): ReadonlyMap<string, ImageAnswer> {
  if (node.kind === "object" && node.members.length === 0)
    report(node.at, factsMessages.noImages());
  return readMap(node, '"images"', report, ({ key, keyAt, value }) => {
    if (!isTag(key) && !isDigest(key)) report(keyAt, factsMessages.badReference(key));
    return readImage(key, value, report);
  });
}

const keys = ["digest", "created", "user", "env", "os", "cuda", "condaPath"] as const;

function readImage(reference: string, node: JsonNode, report: Report): ImageAnswer | null {
  if (node.kind === "text" && node.text === "absent") return "absent";
  if (node.kind !== "object") {
    report(node.at, factsMessages.badImage(reference, shownNode(node)));
    return null;
  }
  const fields = fieldsOf(node, shownText(reference), keys, report);
  const digest = readDigest(reference, node, fields.digest, report);
  const { created, user, env, os, cuda, condaPath } = fields;
  if (!created && !user && !env && !os && !cuda && !condaPath) return { digest, config: null };
  if (!created || !user) {
    report(node.at, factsMessages.incompleteConfig(reference));
    return null;
  }
  return {
    digest,
    config: {
      created: readCreated(created, report),
      user: readText(user, isImageUser, factsMessages.badUser, report),
      env: env ? readEnv(env, report) : null,
      os: os ? readText(os, isUbuntuRelease, factsMessages.badOs, report) : null,
      cuda: cuda ? readText(cuda, isCudaVersion, factsMessages.badCuda, report) : null,
      condaPath: condaPath
        ? readText(condaPath, isCondaPath, factsMessages.badCondaPath, report)
        : null,
    },
  };
}

function readText(
  node: JsonNode,
  isValid: (text: string) => boolean,
  bad: (value: string) => string,
  report: Report,
): string {
  if (node.kind === "text" && isValid(node.text)) return node.text;
  report(node.at, bad(shownNode(node)));
  return "";
}

function readDigest(
  reference: string,
  { at }: JsonNode,
  node: JsonNode | undefined,
  report: Report,
): string {
  const digest = node?.kind === "text" ? node.text : "";
  if (!node) report(at, factsMessages.missingDigest(reference));
  else if (!isDigest(digest)) report(node.at, factsMessages.badDigest(shownNode(node)));
  else if (isDigest(reference) && digest !== reference)
    report(node.at, factsMessages.otherDigest(reference));
  return digest;
}

function readCreated(node: JsonNode, report: Report): CalendarDate | null {
  if (node.kind === "literal" && node.written === "null") return null;
  const day = node.kind === "text" ? parseCalendarDate(node.text) : null;
  if (day === null) report(node.at, factsMessages.badCreated(shownNode(node)));
  return day;
}

function readEnv(node: JsonNode, report: Report): readonly string[] {
  if (node.kind === "list" && node.items.length > maxVariables)
    report(node.at, factsMessages.tooManyVariables(maxVariables));
  return readList(
    node,
    {
      isItem: isVariableName,
      notAList: factsMessages.badEnv,
      badItem: factsMessages.badVariable,
      duplicate: factsMessages.duplicateVariable,
    },
    report,
  );
}
