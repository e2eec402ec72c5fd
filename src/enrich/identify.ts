import {
  canonicalName,
  isMeantAsInference,
  mayBeInference,
  microsoftPath,
} from "../domain/image/image-matcher.ts";
import type { ImagePolicy } from "../domain/image/image-policy.ts";
import type { ReferenceReading } from "../domain/image/image-reference.ts";
import { knownEnding } from "../domain/image/known-ending.ts";

/** Which image a reference names, as far as its text shows. */
export interface Identity {
  readonly canonical: string | null;
  readonly inference: "yes" | "no" | "possible";
  /** The repository on Microsoft's registry, mirrors mapped back; null for other images. */
  readonly repository: string | null;
  readonly looksLike: string | null;
  /** It is checked only because it serves. */
  readonly isOtherServing: boolean;
}

/** Inference images that the catalogue knows. */
export interface InferenceNames {
  readonly all: ReadonlySet<string>;
  /** Those that are checked whatever the patterns say: none where patterns are configured. */
  readonly checked: ReadonlySet<string>;
}

export function inferenceNames(
  { usesCatalogue }: Pick<ImagePolicy, "usesCatalogue">,
  repositories: readonly string[],
): InferenceNames {
  const all = new Set(repositories);
  return { all, checked: usesCatalogue ? all : new Set() };
}

/**
 * Maps mirrors back and recognizes azureml inference images.
 * @param serves it is named where a model is served: every azureml image counts then, unless patterns are configured
 */
export function identify(
  reading: ReferenceReading,
  serves: boolean,
  policy: ImagePolicy,
  names: InferenceNames,
): Identity {
  const own = identityOf(reading, policy, names);
  if (!serves || !policy.usesCatalogue || own.inference === "yes") return own;
  const wide = identityOf(reading, everyAzureml(policy, reading.kind), names);
  return wide.inference === own.inference ? own : { ...wide, isOtherServing: true };
}

/** The policy with every image below `azureml/`. */
function everyAzureml(policy: ImagePolicy, kind: ReferenceReading["kind"]): ImagePolicy {
  return {
    ...policy,
    isInference: (name) => name.startsWith(azuremlRoot) || policy.isInference(name),
    roots: [...policy.roots, azuremlRoot],
    // Of a name with unknown parts, the known ones are all that there is to go by.
    infix: kind === "open" ? azuremlRoot : "",
  };
}

const azuremlRoot = "azureml/";

function identityOf(
  reading: ReferenceReading,
  policy: ImagePolicy,
  names: InferenceNames,
): Identity {
  const other = {
    canonical: null,
    inference: "no",
    repository: null,
    looksLike: null,
    isOtherServing: false,
  } as const;
  switch (reading.kind) {
    case "open":
      return {
        ...other,
        inference: mayBeInference(reading.pattern, policy, names.checked) ? "possible" : "no",
      };
    case "invalid":
      return {
        ...other,
        inference: isMeantAsInference(reading.text, policy, names.checked) ? "yes" : "no",
      };
    case "reference": {
      const { registry, repository } = reading.reference;
      const canonical = canonicalName(registry, repository, policy);
      const own = microsoftPath(canonical, policy);
      if (own === null)
        return { ...other, canonical, looksLike: knownEnding(repository, names.all) };
      const inference = policy.isInference(own) || names.checked.has(own) ? "yes" : "no";
      return { ...other, canonical, inference, repository: own };
    }
  }
}
