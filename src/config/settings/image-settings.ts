import type { ImagePolicy, Mirror } from "../../domain/image/image-policy.ts";
import type { ImagePatterns, Positioned } from "../schema/config-file.ts";
import { defaultImagePolicy, inferencePatterns } from "./default-policy.ts";
import type { Rejections } from "./rejections.ts";
import type { SettingSources } from "./setting-sources.ts";

/** The rule that says that an image comes from elsewhere: to call it a mirror silences that. */
const mirrorRule = "unofficial-registry";

/** Which images are judged. Under a policy a repository may add patterns, and mirrors only where the policy leaves it to it. */
export function imageSettings(
  { policy, config }: Pick<SettingSources, "policy" | "config">,
  rejections: Rejections,
): ImagePolicy {
  const own = patterns(policy, config, rejections);
  return { ...own, mirrors: mirrors(policy, config, rejections) };
}

function patterns(
  policy: SettingSources["policy"],
  config: SettingSources["config"],
  rejections: Rejections,
): Omit<ImagePolicy, "mirrors"> {
  const base = policy?.images.include ?? null;
  const added = config?.images.include ?? null;
  const limits = base?.value ?? defaultPatterns();
  if (added === null) return asPolicy(limits);
  if (policy === null) return asPolicy(added.value);
  const missing = limits.sources.filter((source) => !added.value.sources.includes(source));
  if (missing.length > 0)
    rejections.add(
      added.location,
      `The policy judges ${missing.join(", ")} too: images.include may only add to that.`,
    );
  return asPolicy({
    sources: [...limits.sources, ...added.value.sources],
    matches: (name) => limits.matches(name) || added.value.matches(name),
    roots: [...limits.roots, ...added.value.roots],
  });
}

function defaultPatterns(): ImagePatterns {
  const { isInference, roots } = defaultImagePolicy();
  return { sources: inferencePatterns, matches: isInference, roots };
}

function asPolicy({ sources, matches, roots }: ImagePatterns): Omit<ImagePolicy, "mirrors"> {
  return {
    isInference: matches,
    roots,
    infix: sources.every((source) => source.includes("inference")) ? "inference" : "",
  };
}

/** Those of the policy come first, so that no other can take a name of theirs elsewhere. */
function mirrors(
  policy: SettingSources["policy"],
  config: SettingSources["config"],
  rejections: Rejections,
): readonly Mirror[] {
  const given = policy?.images.mirrors.map(({ value }) => value) ?? [];
  const isGiven = ({ prefix, instead }: Mirror): boolean =>
    given.some((other) => other.prefix === prefix && other.instead === instead);
  const isFree = policy === null || policy.allowLocal.includes(mirrorRule);
  const added = (config?.images.mirrors ?? []).filter(({ value, location }: Positioned<Mirror>) => {
    if (isFree || isGiven(value)) return true;
    rejections.add(
      location,
      `The policy does not call ${value.prefix} a mirror, and calling it one would silence ${mirrorRule}: add it to the policy, or ${mirrorRule} to its allowLocal.`,
    );
    return false;
  });
  return [...given, ...added.map(({ value }) => value)];
}
