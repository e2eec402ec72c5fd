import { imageLiterals } from "../../domain/image/image-literals.ts";
import type { SourceKind } from "../../domain/build/file-kind.ts";
import type { ImagePolicy } from "../../domain/image/image-policy.ts";
import type { SourceReading } from "../../sources/index.ts";

/** What a file of another kind than a Dockerfile turns out to be. */
export type SourceContent =
  /** Nothing in it names an image, or describes a build. */
  | { readonly kind: "irrelevant" }
  /** Its text is a Dockerfile. */
  | { readonly kind: "dockerfile" }
  | { readonly kind: "reading"; readonly reading: SourceReading; readonly text: string };

/** Reads the text of a file of a kind. */
export async function readContent(
  path: string,
  kind: SourceKind,
  text: string,
  policy: ImagePolicy,
): Promise<SourceContent> {
  const { isDockerfileText } = await import("../../parse/index.ts");
  const isDockerfile = (own: string): boolean => isDockerfileText(own, true);
  if (isDockerfile(text)) return { kind: "dockerfile" };
  const { readSource } = await import("../../sources/index.ts");
  const mayName = mayNameOf(policy);
  const mayNameChecked = policy.required ? mayNameOf({ ...policy, required: [] }) : mayName;
  const context = { path, policy, mayName, mayNameChecked, isDockerfile };
  const reading = await readSource(kind, text, context);
  // Nothing has to be kept of most files that name `azureml`: logs, lists of packages, links to documentation.
  return isEmpty(reading) ? { kind: "irrelevant" } : { kind: "reading", reading, text };
}

function mayNameOf(policy: ImagePolicy): (text: string) => boolean {
  const literals = imageLiterals(policy);
  return (text) => {
    const lower = text.toLowerCase();
    return literals.some((literal) => lower.includes(literal));
  };
}

function isEmpty({ conda, ...lists }: SourceReading): boolean {
  return conda === null && Object.values(lists).every((list) => list.length === 0);
}
