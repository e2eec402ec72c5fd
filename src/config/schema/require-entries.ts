import type { SupportState } from "../../domain/image/image-facts.ts";
import { dockerHubName } from "../../domain/image/registry-host.ts";
import { readVersionCondition } from "../../domain/image/version-condition.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { TagKind } from "../../domain/rule/requirement.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";
import { lowerCase } from "../../shell/lower-case.ts";
import { parseCalendarDate } from "../../text/calendar-date.ts";
import type { Span } from "../../text/line-index.ts";
import type { ConfigNode } from "../source/config-tree.ts";
import { valueAt } from "../source/config-tree.ts";
import { textAt, textOf, textsOf } from "../source/config-values.ts";
import type { RequireEntry } from "./config-file.ts";
import { compileAllowedNames, compileNames } from "./name-patterns.ts";
import { compileFiles } from "./patterns.ts";

/**
 * An entry of `require`.
 * @param node matches the schema
 * @param base patterns of files are relative to it
 */
export function requireEntry(
  node: ConfigNode,
  base: string,
  locationOf: (span: Span) => SettingLocation,
): RequireEntry {
  const read = <T>(key: string, of: (value: ConfigNode) => T): T | null => {
    const value = valueAt(node, key);
    return value === null ? null : of(value);
  };
  return {
    name: textAt(node, "name"),
    images: compileNames(textsOf(valueAt(node, "images"))),
    files: read("files", (value) => compileFiles(textsOf(value), base)),
    registry: read("registry", (value) =>
      oneOrMore(value).map((host) => dockerHubName(lowerCase(host))),
    ),
    support: read("support", (value) => oneOrMore(value) as readonly SupportState[]),
    os: read("os", oneOrMore),
    python: read("python", (value) => readVersionCondition(textOf(value))),
    cuda: read("cuda", (value) => readVersionCondition(textOf(value))),
    tag: read("tag", (value) => textOf(value) as TagKind),
    allow: read("allow", (value) => compileAllowedNames(oneOrMore(value))),
    deny: read("deny", (value) => compileNames(oneOrMore(value))),
    level: textAt(node, "level") as Level,
    unknown: read("unknown", (value) => textOf(value) as Level) ?? "note",
    message: read("message", (value) => textOf(value).trim().replace(/\.$/, "")),
    until: read("until", (value) => parseCalendarDate(textOf(value))),
    location: locationOf(node.span),
  };
}

function oneOrMore(node: ConfigNode): readonly string[] {
  return node.kind === "list" ? textsOf(node) : [textOf(node)];
}
