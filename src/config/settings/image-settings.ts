import type { ImagePolicy, Mirror } from "../../domain/image/image-policy.ts";
import type { NamePatterns } from "../../domain/image/name-patterns.ts";
import type { ImagePatterns, Positioned } from "../schema/config-file.ts";
import { defaultImagePolicy, inferencePatterns } from "./default-image-policy.ts";
import { joinList } from "../../text/list.ts";
import type { PolicyLimits } from "./policy-limits.ts";
import { requirementsOf } from "../schema/requirements.ts";
import { rulesSharing } from "./shared-settings.ts";
import type { FileSetting, SettingSources } from "./setting-sources.ts";

/** Which images are checked, with what set each value. */
export interface ImageSetting {
  readonly include: readonly FileSetting<ImagePatterns>[];
  readonly mirrors: readonly Positioned<Mirror>[];
  /** The images that requirements are about. */
  readonly required: readonly NamePatterns[];
}

/** Under a policy a repository can add patterns, and add mirrors only if the policy lets it loosen the rules that mirrors silence. */
export function resolveImages(sources: SettingSources, limits: PolicyLimits): ImageSetting {
  return {
    include: resolveInclude(sources, limits),
    mirrors: resolveMirrors(sources, limits),
    required: requirementsOf(sources).map(({ images }) => images),
  };
}

function resolveInclude(
  { policy, config }: SettingSources,
  limits: PolicyLimits,
): ImageSetting["include"] {
  const base = policy?.images.include ?? { value: defaultPatterns(), location: null };
  const added = config?.images.include ?? null;
  if (added === null) return [base];
  if (policy === null) return [added];
  const missing = base.value.sources.filter((source) => !added.value.sources.includes(source));
  if (missing.length > 0) limits.reject(added.location, "include", missing);
  return [base, added];
}

function defaultPatterns(): ImagePatterns {
  const { isInference, roots } = defaultImagePolicy();
  return { sources: inferencePatterns, matches: isInference, roots };
}

/** Mirrors of the policy come first, so that no other can redirect their names. */
function resolveMirrors(
  { policy, config, rules }: SettingSources,
  limits: PolicyLimits,
): ImageSetting["mirrors"] {
  const silenced = rulesSharing("images.mirrors", rules).filter((id) => !limits.allows(id));
  const ofPolicy = policy?.images.mirrors ?? [];
  const isOfPolicy = ({ prefix, instead }: Mirror): boolean =>
    ofPolicy.some(({ value }) => value.prefix === prefix && value.instead === instead);
  const added = (config?.images.mirrors ?? []).filter(({ value, location }) => {
    if (silenced.length === 0 || isOfPolicy(value)) return true;
    limits.reject(location, "mirror", value.prefix, joinList(silenced));
    return false;
  });
  return [...ofPolicy, ...added];
}

export function imagePolicy({ include, mirrors, required }: ImageSetting): ImagePolicy {
  const patterns = include.map(({ value }) => value);
  return {
    isInference: (name) => patterns.some(({ matches }) => matches(name)),
    usesCatalogue: patterns.some(({ sources }) => sources === inferencePatterns),
    roots: patterns.flatMap(({ roots }) => roots),
    infix: patterns.every(({ sources }) => sources.every((source) => source.includes("inference")))
      ? "inference"
      : "",
    mirrors: mirrors.map(({ value }) => value),
    ...(required.length > 0 ? { required } : {}),
  };
}
