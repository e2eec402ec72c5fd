import { isRepositoryName, isTag } from "../../domain/image/distribution-grammar.ts";
import { defaultPlatform, linuxPlatform, normalPlatform } from "../../domain/image/platform.ts";
import { plusDays, type CalendarDate } from "../../text/calendar-date.ts";
import { fieldsOf, membersOf, readList, readMap, shownNode } from "./facts-fields.ts";
import { dayOfMoment, isRegistry } from "./facts-grammar.ts";
import { readImages } from "./facts-images.ts";
import type { JsonMember, JsonNode } from "../../text/positioned-json.ts";
import type { Report } from "./facts-json.ts";
import { factsMessages, shownText } from "./facts-messages.ts";
import { factsSchema, type Facts, type RepositoryAnswers } from "./facts-table.ts";

/** Reads a facts file. If anything is reported, the result is incomplete. */
export function readTable(root: JsonNode, today: CalendarDate, report: Report): Facts {
  const members = membersOf(root, "a facts file", report);
  const version = members.find(({ key }) => key === "schema")?.value;
  const empty = { platform: defaultPlatform, table: new Map() };
  if (version?.kind !== "text" || version.text !== factsSchema) {
    // Another version may have other keys, about which no problem is reported.
    if (root.kind === "object") report(version?.at ?? root.at, schemaMessage(version));
    return empty;
  }
  const keys = ["schema", "platform", "repositories"] as const;
  const { platform, repositories } = fieldsOf(root, "a facts file", keys, report);
  if (!repositories) {
    report(root.at, factsMessages.missingRepositories());
    return empty;
  }
  const table = readMap(repositories, '"repositories"', report, (member) => {
    if (!isRepositoryName(member.key))
      report(member.keyAt, factsMessages.badRepository(member.key));
    return readRegistries(member, today, report);
  });
  return { platform: platform ? readPlatform(platform, report) : defaultPlatform, table };
}

function readPlatform(node: JsonNode, report: Report): string {
  if (node.kind === "text" && linuxPlatform.test(node.text)) return normalPlatform(node.text);
  report(node.at, factsMessages.badPlatform(shownNode(node)));
  return defaultPlatform;
}

function schemaMessage(version: JsonNode | undefined): string {
  const schema = version?.kind === "text" ? version.text : "";
  if (schema.startsWith("inferlint.facts/")) return factsMessages.otherVersion(schema);
  // The path may lead to any file, whose content must not be shown.
  return factsMessages.otherSchema(schema.startsWith("inferlint.") ? schema : null);
}

function readRegistries(
  { key, keyAt, value }: JsonMember,
  today: CalendarDate,
  report: Report,
): ReadonlyMap<string, RepositoryAnswers> {
  const registries = readMap(value, shownText(key), report, (member) => {
    if (!isRegistry(member.key)) report(member.keyAt, factsMessages.badRegistry(member.key));
    return readAnswers(member, today, report);
  });
  if (value.kind === "object" && value.members.length === 0)
    report(keyAt, factsMessages.repositoryWithoutRegistry(key));
  return registries;
}

function readAnswers(
  { key, keyAt, value }: JsonMember,
  today: CalendarDate,
  report: Report,
): RepositoryAnswers | null {
  if (value.kind !== "object") {
    membersOf(value, shownText(key), report);
    return null;
  }
  const { answeredAt, tags, images } = fieldsOf(
    value,
    shownText(key),
    ["answeredAt", "tags", "images"],
    report,
  );
  if (!answeredAt) report(keyAt, factsMessages.missingAnsweredAt(key));
  if (!tags && !images) report(keyAt, factsMessages.registryWithoutAnswers(key));
  return {
    answeredAt: answeredAt ? readMoment(answeredAt, today, report) : "",
    tags: tags ? readTags(tags, report) : null,
    images: images ? readImages(images, report) : new Map(),
  };
}

function readMoment(node: JsonNode, today: CalendarDate, report: Report): string {
  const text = node.kind === "text" ? node.text : "";
  const day = dayOfMoment(text);
  if (day === null) report(node.at, factsMessages.badMoment(shownNode(node)));
  // One day of tolerance, for clocks that are ahead and for runs around midnight.
  else if (day > today && plusDays(day, -1) > today)
    report(node.at, factsMessages.timeInFuture(text, today));
  return text;
}

function readTags(node: JsonNode, report: Report): readonly string[] | "absent" {
  if (node.kind === "text" && node.text === "absent") return "absent";
  return readList(
    node,
    {
      isItem: isTag,
      notAList: factsMessages.badTags,
      badItem: factsMessages.badTag,
      duplicate: factsMessages.duplicateTag,
    },
    report,
  );
}
