import type { Built } from "./buildkit.ts";
import type { BuildInput } from "./generate.ts";
import type { Reported } from "./tool.ts";
import { findingsOf, isValid } from "./tool.ts";

/**
 * How the tool can be wrong. `missed-image` and `missed-root`: it neither finds nor notes what BuildKit builds. `false-invalid`: it
 * calls invalid what BuildKit accepts. `accepted-invalid`: it calls valid what BuildKit rejects, in a file with azureml images.
 * `false-root`: it is sure of a root that BuildKit does not build. `only-noted`: it does not find what BuildKit builds, but says
 * that it does not know.
 */
export type Difference =
  | "missed-image"
  | "missed-root"
  | "false-invalid"
  | "false-root"
  | "accepted-invalid"
  | "crash"
  | "only-noted";

/** One build as BuildKit and the tool see it. */
export interface Comparison {
  readonly built: Built;
  readonly findings: readonly Reported[];
  readonly differences: readonly Difference[];
  /** Images that are in the result with their whole root directory, and are inference images. */
  readonly inference: readonly string[];
  readonly isRoot: boolean;
  /** What BuildKit builds is a finding, or only noted as unknown. */
  readonly how: "found" | "noted" | "missed" | "nothing";
}

const inferenceImage = /^mcr\.microsoft\.com(?::0*443)?\/azureml\/.*inference/;
/** No longer supported: there is something to find about it, whatever the user is. */
const bannedImage = /\/minimal-ubuntu18\.04-py37-cpu-inference[:@]/;
const imageInText = /mcr\.microsoft\.com(?::443)?\/azureml\/\S*inference/;
const imageRules = new Set(["eol-os", "eol-python", "unsupported-image", "stale-tag"]);
/** A name with a blank or `#` names no user, whatever it begins with. */
const userRules = new Set(["root-user", "invalid-user"]);
const notes = new Set(["unverified-image", "unverified-tag"]);

export async function compare(input: BuildInput, built: Built): Promise<Comparison> {
  let findings: readonly Reported[];
  try {
    findings = await findingsOf(input);
  } catch {
    return {
      built,
      findings: [],
      differences: ["crash"],
      inference: [],
      isRoot: false,
      how: "missed",
    };
  }
  const differences: Difference[] = [];
  if (built.error !== undefined) {
    const matters = imageInText.test(input.dockerfile) && !mayBeValid(input, built.error);
    const isReported = findings.some(({ ruleId }) => ruleId === "invalid-dockerfile");
    if (matters && !isReported && (await isValid(input))) differences.push("accepted-invalid");
    return { built, findings, differences, inference: [], isRoot: false, how: "nothing" };
  }
  const inference = (built.roots ?? []).filter((name) => inferenceImage.test(name));
  const isRoot = inference.length > 0 && runsAsRoot(built);
  if (findings.some(({ ruleId }) => ruleId === "invalid-dockerfile"))
    differences.push("false-invalid");
  if (!isRoot && findings.some(({ ruleId, isCertain }) => ruleId === "root-user" && isCertain))
    differences.push("false-root");
  const isNoted = findings.some(({ ruleId }) => notes.has(ruleId));
  const banned = inference.filter((name) => bannedImage.test(name));
  const imagesFound = banned.every((name) =>
    findings.some(({ ruleId, image }) => imageRules.has(ruleId) && sameImage(image, name)),
  );
  const rootFound = !isRoot || findings.some(({ ruleId }) => userRules.has(ruleId));
  if (!imagesFound && !isNoted) differences.push("missed-image");
  if (!rootFound && !isNoted) differences.push("missed-root");
  const isWrong = banned.length > 0 || isRoot;
  const isMissed = !imagesFound || !rootFound;
  const how = !isWrong ? "nothing" : !isMissed ? "found" : isNoted ? "noted" : "missed";
  if (how === "noted") differences.push("only-noted");
  return { built, findings, differences, inference, isRoot, how };
}

/** Whether the result runs as root for certain: what other images set as their user is not known. */
function runsAsRoot({ image, user }: Built): boolean {
  if (user === null) return image === "scratch";
  const [name = ""] = user.split(":", 1);
  return name === "" || name === "root" || /^[+-]?0+$/.test(name);
}

/** A finding names the image as it is with templates, of which BuildKit has none: such a tag is not compared. */
function sameImage(reported: string | null, name: string): boolean {
  if (reported === null) return false;
  const own = shortName(reported);
  return (
    own === shortName(name) ||
    (/[{$]/.test(own) && own.startsWith(shortName(name).replace(/:.*/s, ":")))
  );
}

/**
 * Whether a file that BuildKit rejects can be valid all the same: with another target, where the tool takes the last stage, with
 * build arguments, or once a template engine has run.
 */
function mayBeValid({ dockerfile }: BuildInput, error: string): boolean {
  return (
    error.startsWith("target stage") ||
    /\{[{%#]/.test(dockerfile) ||
    /^\s*ARG\s+(?:\S+\s+)*[^=\s]+\s*$/im.test(dockerfile)
  );
}

function shortName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^mcr\.microsoft\.com(?::0*443)?\//, "")
    .replace(/:latest$/, "");
}
