import type { EnrichedBuild, EnrichedEnvironment } from "../../src/domain/build/enriched-build.ts";
import { regionKey } from "../../src/domain/build/region.ts";
import type { SupportKind } from "../../src/domain/image/lifecycle.ts";
import { cycleName } from "../../src/domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../../src/domain/image/release-cycle.ts";
import { endEvidence } from "../../src/domain/rule/evidence.ts";
import type { FixOrReason, RuleFinding } from "../../src/domain/rule/finding.ts";
import { notWanted, withoutFix } from "../../src/domain/rule/finding.ts";
import type { Message, Remedy } from "../../src/domain/rule/message.ts";
import { advice } from "../../src/domain/rule/message.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { counted, joinList } from "../../src/text/list.ts";
import { within } from "./source-fragment.ts";

/** A `python` entry of this file that is the Python of environments that serve. */
export interface ServingPin {
  readonly environment: EnrichedEnvironment;
  /** The release that counts: of several that the pin allows the one that ends last. */
  readonly cycle: ReleaseCycle;
  /** `'python=3.8' is Python 3.8`, `'python<3.9' allows no Python after 3.8`: the start of a sentence. */
  readonly what: string;
  /** `a.yml and b.yml build this environment on 'IMAGE'`: the end of one. */
  readonly uses: string;
}

/** More files would make a message longer than anybody reads. */
const maxShown = 3;

/** The pins whose release is known, each once, however many files use it. */
export function servingPins({ environments, path }: EnrichedBuild): readonly ServingPin[] {
  const byPlace = new Map<string, EnrichedEnvironment[]>();
  for (const environment of environments) {
    const key = regionKey(environment.pin.region);
    const same = byPlace.get(key);
    if (same) same.push(environment);
    else byPlace.set(key, [environment]);
  }
  return [...byPlace.values()].flatMap((same) => {
    const [environment] = same;
    const cycle = environment?.release.cycle;
    if (!environment || !cycle) return [];
    const { written } = environment.pin;
    const what =
      environment.release.version === null
        ? `'${written}' allows no Python after ${cycle.cycle}`
        : `'${written}' is ${cycleName(cycle)}`;
    return [{ environment, cycle, what, uses: usesText(same, path) }];
  });
}

function usesText(same: readonly EnrichedEnvironment[], own: string): string {
  const paths = [...new Set(same.map(({ usedBy }) => usedBy.path))];
  const images = [...new Set(same.map(({ usedBy }) => usedBy.image))];
  const shown = paths.slice(0, maxShown).map((path) => (path === own ? "this file" : path));
  const more = paths.length - shown.length;
  const files = joinList([...shown, ...(more > 0 ? [counted(more, "other file")] : [])]);
  const others = images.length > 1 ? " and others" : "";
  return `${files} ${paths.length === 1 ? "builds" : "build"} this environment on '${images[0] ?? ""}'${others}`;
}

/** What findings about a pin share. */
export function pinFinding(
  { environment, cycle }: ServingPin,
  message: Message,
  { wantsFixes }: Pick<RuleContext, "wantsFixes">,
): RuleFinding {
  const { pin, usedBy } = environment;
  return {
    message,
    confidence: "high",
    region: pin.region,
    image: usedBy.image,
    subject: "python|conda",
    related: [],
    evidence: [
      { fact: "python", value: pin.written, source: "the conda environment", asOf: null },
      ...endEvidence(cycle, support),
    ],
    ...(wantsFixes ? pinFix(environment) : notWanted),
  };
}

const support: SupportKind = "standard";

/** To pin the newest Python of the images that can be recommended. */
export function pinRemedy({ environment }: ServingPin): Remedy {
  const { recommended } = environment;
  return {
    ...advice(
      recommended === null
        ? "Pin a supported version of Python"
        : `Pin a supported version of Python, such as python=${recommended}`,
    ),
    keepsImage: true,
  };
}

/** The version in a pin of one version, behind its operator. */
const versionInPin =
  /^(?<before>[^=<>!~]*?(?:==?\s*|\s+))(?<version>\d+\.\d+(?:\.\d+)*)(?:\.?\*)?\s*$/;

/** Never safe: the packages of the environment may lack a version for another Python. */
function pinFix({ pin, recommended }: EnrichedEnvironment): FixOrReason {
  if (recommended === null) return withoutFix("no supported Python of a current image is known");
  const { before = "", version } = versionInPin.exec(pin.written)?.groups ?? {};
  if (version === undefined) return withoutFix("the entry is not the pin of one version");
  const region = within(pin.region, pin.written, before.length, version.length);
  if (!region) return withoutFix("the entry is written with escapes or over several lines");
  return {
    fix: {
      safe: false,
      description: `Change Python ${version} to ${recommended}: the packages of the environment must support it.`,
      edits: [{ region, text: recommended }],
    },
  };
}
