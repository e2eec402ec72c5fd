import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalogue } from "../../src/catalogue/index.ts";
import { defaultImagePolicy } from "../../src/config/index.ts";
import type { ImagePolicy, Mirror } from "../../src/domain/image/image-policy.ts";
import type { RegistrySource } from "../../src/domain/image/registry-source.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { fixFiles } from "../../src/pipeline/fix-files.ts";
import type { LintOutcome } from "../../src/pipeline/lint.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { enabledRules, plainRunSettings } from "./settings.ts";
import { temporaryDirectory } from "./working-copy.ts";

/** How a Dockerfile is checked and fixed. */
export interface FixSituation {
  /** 2026-11-23 by default. */
  readonly asOf?: string;
  readonly mirrors?: readonly Mirror[];
  /** Which images are checked, where it is not the default. */
  readonly images?: Partial<ImagePolicy>;
  /** Other facts than the frozen ones. */
  readonly catalogue?: Catalogue;
  readonly registry?: RegistrySource;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Turns floating-tag on, in every check. */
  readonly pins?: boolean;
  /** The only rules of the first check; the checks after it always have all rules. */
  readonly only?: readonly string[] | null;
}

export interface FixRun {
  readonly before: readonly Finding[];
  /** The file after `--fix --unsafe-fixes`. */
  readonly text: string;
  /** What the run said besides findings. */
  readonly notices: readonly string[];
  /** What all rules find afterwards. */
  readonly after: readonly Finding[];
}

/** Fixes a Dockerfile with all fixes, as the command line does, and checks the result with all rules. */
export async function fixAndCheck(dockerfile: string, situation: FixSituation): Promise<FixRun> {
  const cwd = temporaryDirectory();
  try {
    mkdirSync(join(cwd, ".git"));
    const path = join(cwd, "Dockerfile");
    writeFileSync(path, dockerfile);
    const outcome = await lintDockerfile({ cwd, paths: ["Dockerfile"], stdin: null }, situation);
    const fixed = await fixFiles(outcome, {
      ...{ cwd, unsafe: true, diff: false, unique: () => "fix", isAnswered: () => true },
    });
    const text = readFileSync(path, "utf8");
    return {
      before: outcome.result.findings,
      text,
      notices: fixed.run.notifications
        .filter(({ id }) => id.startsWith("fix-") || id === "no-fix")
        .map(({ message }) => message),
      after: await findingsOf(text, situation),
    };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What all rules find in a text. */
export async function findingsOf(
  text: string,
  situation: FixSituation,
): Promise<readonly Finding[]> {
  const stdin = { path: "Dockerfile", bytes: Buffer.from(text) };
  const where = { cwd: "/tree", paths: [], stdin };
  const outcome = await lintDockerfile(where, { ...situation, only: null });
  return outcome.result.findings;
}

function lintDockerfile(
  where: Pick<Parameters<typeof lint>[0], "cwd" | "paths" | "stdin">,
  { asOf = "2026-11-23", mirrors = [], registry, buildArgs, pins, only, ...other }: FixSituation,
): Promise<LintOutcome> {
  const isOn = (id: string): boolean =>
    only ? only.includes(id) : id !== "floating-tag" || pins === true;
  return lint({
    ...where,
    asOf: calendarDate(asOf),
    settings: plainRunSettings({
      rules: enabledRules(({ id }) => (isOn(id) ? {} : "off"), "warning"),
      buildArgs,
      images: { ...defaultImagePolicy(), mirrors, ...other.images },
    }),
    forceExclude: false,
    ...(other.catalogue && { catalogue: other.catalogue }),
    session: registry
      ? {
          answeredBy: "registry",
          sourceFor: () => registry,
          onUnresolved: () => undefined,
          conclude: () => undefined,
          isIncomplete: () => false,
        }
      : null,
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  });
}

/** The images that a remedy says to write, with their tags. */
export function referencesIn({ action, text }: Finding["message"]["remedy"]): readonly string[] {
  const named = `${action} ${text}`.match(/[\w.-]+\.[a-z]+\/[\w./-]+:[\w.-]*\w/g);
  return [...new Set(named ?? [])];
}
