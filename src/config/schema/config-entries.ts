import { dirname, resolve } from "node:path";
import type { FileKind } from "../../domain/build/file-kind.ts";
import { calendarDate, parseCalendarDate } from "../../text/calendar-date.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Mirror } from "../../domain/image/image-policy.ts";
import { normalPlatform } from "../../domain/image/platform.ts";
import { withoutDefaultPort } from "../../domain/image/registry-host.ts";
import type { SupportWindow } from "../../domain/image/tag-age.ts";
import { lowerCase } from "../../shell/lower-case.ts";
import type { OptionValue } from "../../domain/rule/rule.ts";
import type { FilePattern, SettingLocation } from "../../domain/settings/settings.ts";
import type {
  BuildEntry,
  ConfigFile,
  ExceptionEntry,
  PatternBase,
  Positioned,
  RuleEntry,
  SupportWindowEntry,
} from "./config-file.ts";
import type { Span } from "../../text/line-index.ts";
import type { ConfigNode } from "../source/config-tree.ts";
import { valueAt } from "../source/config-tree.ts";
import { entriesOf, itemsOf, plainOf, textAt, textOf, textsOf } from "../source/config-values.ts";
import { compileFiles, compileImages, lazyPattern } from "./patterns.ts";
import { namedRequirements } from "./named-requirements.ts";
import { requireEntry } from "./require-entries.ts";

/** Where a configuration was read from. */
export interface ConfigLocation {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly absolute: string;
  /** The absolute directory that file patterns, and the baseline of a policy, are relative to. */
  readonly base: string;
  /** What patterns are relative to instead, where that depends on the path. */
  readonly baseOf?: PatternBase;
  readonly role: "repository" | "policy";
  /** Of inferlint, which a policy can require; absent where any will do. */
  readonly version?: string;
}

/**
 * The configuration in a tree.
 * @param root matches the schema: nothing is checked here
 */
export function configFile(
  root: ConfigNode,
  text: string,
  { path, absolute, base, baseOf = base, role }: ConfigLocation,
  locationOf: (span: Span) => SettingLocation,
): ConfigFile {
  const positioned = <T>(
    node: ConfigNode | null,
    read: (node: ConfigNode) => T,
  ): Positioned<T> | null =>
    node === null ? null : { value: read(node), location: locationOf(node.span) };
  const filePatterns = (node: ConfigNode) => compileFiles(textsOf(node), baseOf);
  const imagePatterns = (node: ConfigNode) => compileImages(textsOf(node));

  const rulesOf = (node: ConfigNode | null): ReadonlyMap<string, RuleEntry> =>
    new Map(entriesOf(node).map(([id, value]) => [id, ruleEntry(value)]));
  const ruleEntry = (node: ConfigNode): RuleEntry => {
    if (node.kind !== "mapping") return { level: positioned(node, levelOf), options: new Map() };
    const options = entriesOf(node).flatMap(([name, value]) => {
      const option = name === "level" ? null : positioned(value, optionOf);
      return option ? [[name, option] as const] : [];
    });
    return {
      level: positioned(valueAt(node, "level"), levelOf),
      options: new Map(options),
    };
  };
  const supportWindowOf = (node: ConfigNode | null): SupportWindowEntry => ({
    months: positioned(valueAt(node, "months"), (months) => Number(plainOf(months))),
    from: positioned(valueAt(node, "from"), (from) => textOf(from) as SupportWindow["from"]),
  });
  const buildOf = (node: ConfigNode | null): BuildEntry => ({
    args: new Map(
      entriesOf(valueAt(node, "args")).map(([name, value]) => [
        name,
        { value: textOf(value), location: locationOf(value.span) },
      ]),
    ),
    targets: positioned(valueAt(node, "targets"), textsOf),
  });
  const exceptionOf = (node: ConfigNode): ExceptionEntry => {
    const until = valueAt(node, "until");
    return {
      rules: textsOf(valueAt(node, "rules")),
      images: positioned(valueAt(node, "images"), imagePatterns)?.value ?? null,
      files: positioned(valueAt(node, "files"), filePatterns)?.value ?? null,
      until: until === null ? null : parseCalendarDate(textOf(until)),
      reason: positioned(valueAt(node, "reason"), textOf)?.value.trim() ?? "",
      location: locationOf(node.span),
    };
  };

  const [files, images] = [valueAt(root, "files"), valueAt(root, "images")];
  const exceptionRules = valueAt(root, "exceptionRules");
  const baselineBase = role === "policy" ? base : dirname(absolute);
  const listed = <T>(node: ConfigNode | null, read: (node: ConfigNode) => T) =>
    [positioned(node, read)].flatMap((list) => list ?? []);
  const patternsOf = (
    setting: string,
    node: ConfigNode | null,
    owner: FilePattern["owner"] = null,
  ): readonly FilePattern[] =>
    itemsOf(node).map((item) => {
      const source = textOf(item);
      const place = { setting, source, location: locationOf(item.span), owner };
      const relativeTo = baseOf === base ? "directory" : "repository";
      return { ...place, base: relativeTo, ...lazyPattern(source, baseOf) };
    });
  const patternsIn = (key: "exceptions" | "overrides"): readonly FilePattern[] =>
    itemsOf(valueAt(root, key)).flatMap((entry, index) =>
      patternsOf(`${key}[${index}].files`, valueAt(entry, "files"), locationOf(entry.span)),
    );
  return {
    ...{ path, absolute, text },
    texts: [{ path, absolute, text }],
    extends: positioned(valueAt(root, "extends"), textOf),
    patterns: [
      ...patternsOf("files.include", valueAt(files, "include")),
      ...patternsOf("files.exclude", valueAt(files, "exclude")),
      ...patternsIn("exceptions"),
      ...patternsIn("overrides"),
    ],
    files: {
      include: listed(valueAt(files, "include"), filePatterns),
      exclude: listed(valueAt(files, "exclude"), filePatterns),
      gitignore: positioned(valueAt(files, "gitignore"), (node) => plainOf(node) === true),
      kinds: positioned(valueAt(files, "kinds"), (node) => textsOf(node) as readonly FileKind[]),
    },
    images: {
      include: positioned(valueAt(images, "include"), imagePatterns),
      mirrors: itemsOf(valueAt(images, "mirrors")).map((node) => ({
        value: mirrorOf(node),
        location: locationOf(node.span),
      })),
    },
    supportWindow: supportWindowOf(valueAt(root, "supportWindow")),
    rules: rulesOf(valueAt(root, "rules")),
    exceptions: itemsOf(valueAt(root, "exceptions")).map(exceptionOf),
    require: itemsOf(valueAt(root, "require")).map((node) => requireEntry(node, base, locationOf)),
    build: buildOf(valueAt(root, "build")),
    platform: positioned(valueAt(valueAt(root, "build"), "platform"), (node) =>
      normalPlatform(textOf(node)),
    ),
    baseline: positioned(valueAt(root, "baseline"), (node) => resolve(baselineBase, textOf(node))),
    failOn: positioned(valueAt(root, "failOn"), (node) => textOf(node) as Level | "never"),
    preview: positioned(valueAt(root, "preview"), (node) => plainOf(node) === true),
    renamed: [],
    overrides: itemsOf(valueAt(root, "overrides")).map((node) => ({
      files: compileFiles(textsOf(valueAt(node, "files")), baseOf),
      supportWindow: supportWindowOf(valueAt(node, "supportWindow")),
      rules: rulesOf(valueAt(node, "rules")),
      build: buildOf(valueAt(node, "build")),
    })),
    namedRequirements: namedRequirements(root).map(({ id, span }) => {
      return { value: id, location: locationOf(span) };
    }),
    enforce: itemsOf(valueAt(root, "enforce")).map((node) => ({
      rules: textsOf(valueAt(node, "rules")),
      files: positioned(valueAt(node, "files"), filePatterns)?.value ?? null,
      from: calendarDate(textAt(node, "from")),
      location: locationOf(node.span),
    })),
    allowLocal: positioned(valueAt(root, "allowLocal"), textsOf),
    name: positioned(valueAt(root, "name"), textOf),
    versions: positioned(valueAt(valueAt(root, "requires"), "inferlint"), textOf),
    catalogueDays: positioned(valueAt(valueAt(root, "requires"), "catalogueDays"), (node) =>
      Number(plainOf(node)),
    ),
    maxExceptionDays: positioned(valueAt(root, "maxExceptionDays"), (node) =>
      Number(plainOf(node)),
    ),
    exceptionRules: {
      reason: positioned(valueAt(exceptionRules, "reason"), textsOf),
      maxOpen: positioned(valueAt(exceptionRules, "maxOpen"), (node) => Number(plainOf(node))),
    },
  };
}

function mirrorOf(node: ConfigNode): Mirror {
  const name = (key: string): string => {
    const value = valueAt(node, key);
    const [host = "", ...rest] = lowerCase(value === null ? "" : textOf(value)).split("/");
    return [withoutDefaultPort(host), ...rest].join("/");
  };
  return { prefix: name("prefix"), instead: name("for") };
}

function levelOf(node: ConfigNode): Level | "off" {
  return textOf(node) as Level | "off";
}

function optionOf(node: ConfigNode): OptionValue {
  const value = plainOf(node);
  return typeof value === "number" ? value : String(value);
}
