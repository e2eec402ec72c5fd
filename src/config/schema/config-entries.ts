import { dirname, resolve } from "node:path";
import type { FileKind } from "../../domain/build/file-kind.ts";
import { parseCalendarDate } from "../../text/calendar-date.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Mirror } from "../../domain/image/image-policy.ts";
import { normalPlatform } from "../../domain/image/platform.ts";
import { withoutDefaultPort } from "../../domain/image/registry-host.ts";
import type { SupportWindow } from "../../domain/image/tag-age.ts";
import { lowerCase } from "../../shell/lower-case.ts";
import type { OptionValue } from "../../domain/rule/rule.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";
import type {
  BuildEntry,
  ConfigFile,
  ExceptionEntry,
  Positioned,
  RuleEntry,
  SupportWindowEntry,
} from "./config-file.ts";
import type { Span } from "../../text/line-index.ts";
import type { ConfigNode } from "../source/config-tree.ts";
import { valueAt } from "../source/config-tree.ts";
import { compileFiles, compileImages } from "./patterns.ts";

/** Where a configuration was read from. */
export interface ConfigLocation {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly absolute: string;
  /** The absolute directory that file patterns are relative to. */
  readonly base: string;
  readonly role: "repository" | "policy";
}

/**
 * The configuration in a tree.
 * @param root matches the schema: nothing is checked here
 */
export function configFile(
  root: ConfigNode,
  text: string,
  { path, absolute, base, role }: ConfigLocation,
  locationOf: (span: Span) => SettingLocation,
): ConfigFile {
  const positioned = <T>(
    node: ConfigNode | null,
    read: (node: ConfigNode) => T,
  ): Positioned<T> | null =>
    node === null ? null : { value: read(node), location: locationOf(node.span) };
  const filePatterns = (node: ConfigNode) => compileFiles(textsOf(node), base);
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
  return {
    path,
    absolute,
    text,
    files: {
      include: positioned(valueAt(files, "include"), filePatterns),
      exclude: positioned(valueAt(files, "exclude"), filePatterns),
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
    build: buildOf(valueAt(root, "build")),
    platform: positioned(valueAt(valueAt(root, "build"), "platform"), (node) =>
      normalPlatform(textOf(node)),
    ),
    baseline: positioned(valueAt(root, "baseline"), (node) => resolve(baselineBase, textOf(node))),
    failOn: positioned(valueAt(root, "failOn"), (node) => textOf(node) as Level | "never"),
    overrides: itemsOf(valueAt(root, "overrides")).map((node) => ({
      files: compileFiles(textsOf(valueAt(node, "files")), base),
      supportWindow: supportWindowOf(valueAt(node, "supportWindow")),
      rules: rulesOf(valueAt(node, "rules")),
      build: buildOf(valueAt(node, "build")),
    })),
    allowLocal: positioned(valueAt(root, "allowLocal"), textsOf),
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

function textOf(node: ConfigNode): string {
  return String(plainOf(node));
}

function levelOf(node: ConfigNode): Level | "off" {
  return textOf(node) as Level | "off";
}

function optionOf(node: ConfigNode): OptionValue {
  const value = plainOf(node);
  return typeof value === "number" ? value : String(value);
}

function plainOf(node: ConfigNode): string | number | boolean | null {
  return node.kind === "scalar" ? node.value : null;
}

function itemsOf(node: ConfigNode | null): readonly ConfigNode[] {
  return node?.kind === "list" ? node.items : [];
}

function textsOf(node: ConfigNode | null): readonly string[] {
  return itemsOf(node).map((item) => textOf(item));
}

function entriesOf(node: ConfigNode | null): readonly (readonly [string, ConfigNode])[] {
  return node?.kind === "mapping"
    ? [...node.entries].map(([key, { value }]) => [key, value] as const)
    : [];
}
