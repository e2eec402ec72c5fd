import { plusDays, type CalendarDate } from "../../text/calendar-date.ts";
import { fieldsOf, membersOf, readMap, shownNode } from "./facts-fields.ts";
import { readImages } from "./facts-images.ts";
import type { JsonMember, JsonNode } from "../../text/positioned-json.ts";
import type { Report } from "./facts-json.ts";
import { factsSchema, defaultPlatform, type Facts, type RepositoryAnswers } from "./facts-table.ts";
import { isRepositoryName, isTag } from "../../domain/image/distribution-grammar.ts";
import { dayOfMoment, isRegistry, shownText } from "./facts-messages.ts";

/** The facts in a file. Wherever something is reported, what is returned is not the whole. */
export function readTable(root: JsonNode, today: CalendarDate, report: Report): Facts {
  const members = membersOf(root, "a facts file", report);
  const version = members.find(({ key }) => key === "schema")?.value;
  const nothing = { platform: defaultPlatform, table: new Map() };
  if (version?.kind !== "text" || version.text !== factsSchema) {
    // Another version may have other keys: more problems would be about them.
    if (root.kind === "object") report(version?.at ?? root.at, whyNotVersion(version));
    return nothing;
  }
  const keys = ["schema", "platform", "repositories"] as const;
  const { platform, repositories } = fieldsOf(root, "a facts file", keys, report);
  if (!repositories) {
    report(root.at, 'a facts file needs "repositories", {} where there are none');
    return nothing;
  }
  const table = readMap(repositories, '"repositories"', report, (member) => {
    if (!isRepositoryName(member.key))
      report(member.keyAt, `${shownText(member.key)} is no repository, as azureml/NAME is`);
    return readRegistries(member, today, report);
  });
  return { platform: platform ? readPlatform(platform, report) : defaultPlatform, table };
}

function readPlatform(node: JsonNode, report: Report): string {
  if (node.kind === "text" && /^linux\/[a-z0-9]{1,20}(?:\/v[0-9]{1,2})?$/.test(node.text))
    return node.text;
  report(node.at, `${shownNode(node)} is no platform, as "linux/amd64" is`);
  return defaultPlatform;
}

function whyNotVersion(version: JsonNode | undefined): string {
  const wanted = `this inferlint reads "schema": "${factsSchema}"`;
  if (version?.kind === "text" && version.text.startsWith("inferlint.facts/"))
    return `${wanted}, not ${shownText(version.text)}: was it written by a newer inferlint? Update this one, or write the file with it (inferlint facts update -o FILE)`;
  // It may be any file, which a link led to: nothing of another's is shown.
  const isOurs = version?.kind === "text" && version.text.startsWith("inferlint.");
  const other = isOurs ? `, not ${shownText(version.text)}` : ", and this says something else";
  const why = version ? other : ", which is not there";
  return `${wanted}${why}: inferlint facts update -o FILE writes one`;
}

function readRegistries(
  { key, keyAt, value }: JsonMember,
  today: CalendarDate,
  report: Report,
): ReadonlyMap<string, RepositoryAnswers> {
  const what = shownText(key);
  const registries = readMap(value, what, report, (member) => {
    if (!isRegistry(member.key))
      report(
        member.keyAt,
        `${shownText(member.key)} is no registry: write the host in lower case, and a port that is not 443 behind it`,
      );
    return readAnswers(member, today, report);
  });
  if (value.kind === "object" && value.members.length === 0)
    report(keyAt, `${what} has no registry: remove it`);
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
  if (!answeredAt) report(keyAt, `${shownText(key)} needs "answeredAt", the second of its answers`);
  if (!tags && !images)
    report(keyAt, `${shownText(key)} has neither "tags" nor "images": remove it`);
  return {
    answeredAt: answeredAt ? readMoment(answeredAt, today, report) : "",
    tags: tags ? readTags(tags, report) : null,
    images: images ? readImages(images, report) : new Map(),
  };
}

function readMoment(node: JsonNode, today: CalendarDate, report: Report): string {
  const text = node.kind === "text" ? node.text : "";
  const day = dayOfMoment(text);
  if (day === null)
    report(node.at, `${shownNode(node)} is no second of UTC, as "2026-11-25T02:00:00Z" is`);
  // A clock may be ahead, or the day of judgement an hour old; an answer of the day after tomorrow is no answer.
  else if (day > today && plusDays(day, -1) > today)
    report(node.at, `${text} lies after ${today}: ask again (inferlint facts update -o FILE)`);
  return text;
}

function readTags(node: JsonNode, report: Report): readonly string[] | "absent" {
  if (node.kind === "text" && node.text === "absent") return "absent";
  if (node.kind !== "list") {
    report(node.at, `"tags" is a list or "absent", not ${shownNode(node)}`);
    return [];
  }
  const tags = new Set<string>();
  for (const item of node.items) {
    if (item.kind !== "text" || !isTag(item.text))
      report(item.at, `${shownNode(item)} is no tag: remove it`);
    else if (tags.has(item.text))
      report(item.at, `${shownText(item.text)} is there twice: remove one`);
    else tags.add(item.text);
  }
  return [...tags].sort();
}
