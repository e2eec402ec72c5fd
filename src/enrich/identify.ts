import type { ImageUse } from "../domain/build/build.ts";
import { checkedReading } from "../domain/build/build.ts";
import {
  canonicalName,
  isMeantAsInference,
  mayBeInference,
  microsoftPath,
} from "../domain/image/image-matcher.ts";
import type { ImagePolicy } from "../domain/image/image-policy.ts";
import { knownEnding } from "../domain/image/known-ending.ts";

/** Which image a reference names, as far as its text shows. */
export interface Identity {
  readonly canonical: string | null;
  readonly inference: "yes" | "no" | "possible";
  /** The repository on Microsoft's registry, mirrors mapped back; null for other images. */
  readonly repository: string | null;
  readonly looksLike: string | null;
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

/** Maps mirrors back and recognizes azureml inference images. */
export function identify(use: ImageUse, policy: ImagePolicy, names: InferenceNames): Identity {
  const { reading } = checkedReading(use);
  const other = { canonical: null, inference: "no", repository: null, looksLike: null } as const;
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
      return { canonical, inference, repository: own, looksLike: null };
    }
  }
}
