import type { BuildVariant } from "../../domain/settings/settings.ts";
import type { Layer } from "./layers.ts";
import type { CommandLineSettings, Setting } from "./setting-sources.ts";
import { compareText } from "../../text/compare-text.ts";

/** Build arguments and targets of a file, with what set each. */
export interface BuildSetting {
  readonly args: ReadonlyMap<string, Setting<string>>;
  /** Null for the last stage. */
  readonly targets: Setting<readonly string[]> | null;
}

/**
 * How a file is built.
 * @param layers later ones win
 */
export function buildSettingOf(
  layers: readonly Layer[],
  { buildArgs, target }: CommandLineSettings,
): BuildSetting {
  const entries = layers.map(({ build }) => build);
  const args = new Map<string, Setting<string>>(entries.flatMap((entry) => [...entry.args]));
  for (const [name, value] of buildArgs) {
    // The command line's own come last, in its order.
    args.delete(name);
    args.set(name, { value, location: "command line" });
  }
  return {
    args,
    targets:
      target === null
        ? (entries.findLast(({ targets }) => targets !== null)?.targets ?? null)
        : { value: [target], location: "command line" },
  };
}

type Variants = readonly [BuildVariant, ...BuildVariant[]];

/** One variant for each target. */
export function variantsOf(
  { args, targets }: BuildSetting,
  settings: Pick<BuildVariant, "rules" | "supportWindow">,
): Variants {
  const buildArgs = new Map([...args].map(([name, { value }]) => [name, value] as const));
  const isTargetRequired = targets?.location === "command line";
  const [first, ...others] = (targets?.value ?? []).map((target) => {
    return { ...settings, buildArgs, target, isTargetRequired };
  });
  return first
    ? [first, ...others]
    : [{ ...settings, buildArgs, target: null, isTargetRequired: false }];
}

/** Whether two settings build the same, apart from the order of build arguments. */
export function isSameBuild(a: BuildSetting, b: BuildSetting): boolean {
  return buildKey(a) === buildKey(b);
}

function buildKey({ args, targets }: BuildSetting): string {
  const values = [...args].map(([name, { value }]) => [name, value] as const);
  return JSON.stringify([values.sort(([x], [y]) => compareText(x, y)), targets?.value ?? []]);
}
