import { expect } from "vitest";
import { createMemo, checkFile } from "../../src/check/index.ts";
import type { ImageUse, ResolvedBuild } from "../../src/domain/build/build.ts";
import { unreadBuild } from "../../src/domain/build/without-stages.ts";
import type {
  CondaPython,
  CondaUse,
  ImageRun,
  NamedEnvironment,
  RunOfBuild,
  RunUser,
  ServedEnvironment,
} from "../../src/domain/build/image-run.ts";
import type { Region } from "../../src/domain/build/region.ts";
import { readReference } from "../../src/domain/image/image-reference.ts";
import { defaultSupportWindow } from "../../src/domain/image/tag-age.ts";
import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { createEnricher, queriesOf } from "../../src/enrich/index.ts";
import { applyEdits } from "../../src/fix/index.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { frozenCatalogue } from "./frozen-catalogue.ts";
import { expectWellFormed } from "./rule-tester.ts";
import { enabledRules, plainSettings } from "./settings.ts";

/** A text of another kind of file; each part of it that is named here is found by its text. */
export interface ReferenceText {
  readonly text: string;
  /** The references, as written. */
  readonly images: readonly {
    readonly written: string;
    /** Its unknown parts, as written. */
    readonly unknown?: readonly string[];
    readonly run?: Partial<Omit<ImageRun, "conda" | "user">> & {
      /** The pin as written in this text or, with a path, in another one; `null` with why it is not known. */
      readonly conda?: { readonly file?: string; readonly pin?: string; readonly why?: string };
      /** As written; a value that is not known has `?` in front. */
      readonly user?: string;
    };
    /** The image of the environment that is named. */
    readonly environment?: NamedEnvironment & { readonly image: string };
  }[];
  /** Pins of this text, and what uses them. */
  readonly environments?: readonly {
    readonly pin: string;
    readonly usedBy?: string;
    readonly image?: string;
    readonly serves?: boolean;
  }[];
  readonly runsOfBuilds?: readonly (Omit<RunOfBuild, "user"> & { readonly user: string })[];
  readonly asOf?: string;
}

const path = "deployment.yml";

/** `1:6-1:20 rule short message → remedy` of all findings of some rules. */
export async function shownReferences(
  item: ReferenceText,
  rules: readonly string[],
): Promise<readonly string[]> {
  const findings = await referenceFindings(item);
  return findings
    .filter(({ ruleId }) => rules.includes(ruleId))
    .map(
      ({ region: { startLine, startColumn, endLine, endColumn }, ruleId, message }) =>
        `${startLine}:${startColumn}-${endLine}:${endColumn} ${ruleId}: ${message.long} ${message.remedy.text}`,
    );
}

async function referenceFindings(item: ReferenceText): Promise<readonly Finding[]> {
  const rules = enabledRules(() => ({}));
  const build = await enrichedReferences(item);
  const variant = { rules, supportWindow: defaultSupportWindow, isTargetRequired: false };
  const { findings, failures } = checkFile(
    { path, absolute: `/tree/${path}`, repositoryPath: path, builds: [{ ...variant, build }] },
    {
      asOf: calendarDate(item.asOf ?? "2026-11-23"),
      settings: plainSettings({ rules }),
      ruleIds: ruleset.map(({ id }) => id),
      ...{ hash: (text) => text, baseline: null, memo: createMemo(), wantsFixes: true },
    },
  );
  expect(failures).toEqual([]);
  for (const finding of findings) expectWellFormed(finding, item.text);
  return findings;
}

/** The fix of the one finding of a rule, with the text after it; null without a fix. */
export async function fixOf(
  item: ReferenceText,
  ruleId: string,
): Promise<{ readonly safe: boolean; readonly text: string } | null> {
  const [finding] = (await referenceFindings(item)).filter((one) => one.ruleId === ruleId);
  const fix = finding?.fix ?? null;
  if (fix === null) return null;
  const fixed = applyEdits(item.text, fix.edits);
  return { safe: fix.safe, text: fixed.kind === "text" ? fixed.text : "" };
}

export async function enrichedReferences(item: ReferenceText): Promise<EnrichedBuild> {
  const asOf = calendarDate(item.asOf ?? "2026-11-23");
  const { images } = plainSettings();
  const enrich = createEnricher(images, {
    ...{ sources: [frozenCatalogue], registry: null, onUnresolved: () => undefined },
    ...{ reference: frozenCatalogue, asOf, platform: "linux/amd64" },
  });
  const queries = { rules: enabledRules(() => ({})), supportWindow: defaultSupportWindow };
  return enrich(resolvedReferences(item), queriesOf(queries));
}

function resolvedReferences(item: ReferenceText): ResolvedBuild {
  const { text, environments = [], runsOfBuilds = [] } = item;
  const images = item.images.map((image) => useOf(text, image));
  return {
    ...unreadBuild(path, ""),
    ...{ unread: false, valid: true, problems: [], images },
    environments: environments.map(({ pin, usedBy = path, image, serves }): ServedEnvironment => {
      const [first] = images;
      const reading = image === undefined ? first?.reading : readReference(image);
      const name = image ?? item.images[0]?.written ?? "";
      return {
        pin: { path, region: regionOf(text, pin), written: pin, spec: specOf(pin) },
        usedBy: {
          ...{ path: usedBy, region: regionOf(text, pin), image: name },
          ...(reading ? { reading } : {}),
          ...(serves === undefined ? {} : { serves }),
        },
      };
    }),
    runsOfBuilds: runsOfBuilds.map((run) => ({ ...run, user: userOf(text, run.user) })),
  };
}

type Reference = ReferenceText["images"][number];

function useOf(text: string, { written, unknown = [], run, environment }: Reference): ImageUse {
  const region = regionOf(text, written);
  const value = unknown.reduce(
    (known, part) => known.replace(part, unresolvedPart),
    environment?.image ?? written,
  );
  return {
    ...{ via: "reference", platform: null, onbuild: false, stage: -1, line: region.startLine },
    ...{ region, written, mayBeStage: false, taken: null, withoutArgs: null },
    expansion: { text: value, unresolved: unknown, undeclared: [], omitted: [], provenance: [] },
    reading: readReference(value, unknown),
    ...(run ? { run: runOf(text, run) } : {}),
    ...(environment ? { environment } : {}),
  };
}

function runOf(text: string, { conda, user, ...run }: NonNullable<Reference["run"]>): ImageRun {
  return {
    ...{ serves: false, forbidsRoot: false, userSetting: null, ...run },
    conda: conda ? condaOf(text, conda) : null,
    user: user === undefined ? null : userOf(text, user),
  };
}

function condaOf(
  text: string,
  { file, pin, why = "" }: { file?: string; pin?: string; why?: string },
): CondaUse {
  const region = regionOf(text, file ?? pin ?? "");
  const python: CondaPython =
    pin === undefined
      ? { kind: "unknown", why }
      : {
          kind: "pinned",
          pin: { path: file ?? path, region, written: pin, spec: specOf(pin) },
        };
  return { written: file ?? "", region, python };
}

function userOf(text: string, user: string): RunUser {
  const written = user.replace(/^\?/, "");
  return {
    value: written === user ? user.replaceAll('"', "") : null,
    written,
    region: regionOf(text, written),
  };
}

function specOf(pin: string): string {
  return pin.slice("python".length);
}

/** Of the first occurrence; a text that is elsewhere has the start of this one. */
function regionOf(text: string, part: string): Region {
  const at = Math.max(text.indexOf(part), 0);
  const before = text.slice(0, at).split("\n");
  const [startLine, startColumn] = [before.length, (before.at(-1) ?? "").length + 1];
  return { startLine, startColumn, endLine: startLine, endColumn: startColumn + part.length };
}
