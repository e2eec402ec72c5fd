import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import type { TagForms } from "../../src/domain/image/tag-form.ts";
import { nearTag, writtenForms } from "../../src/domain/image/tag-form.ts";
import { evidence } from "../../src/domain/rule/evidence.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import type { FormQuestion } from "../../src/domain/rule/unresolved.ts";
import { aboutAdvised } from "../support/image-finding.ts";
import { newestKnownTag } from "../support/newest-tag.ts";
import { recommend } from "../support/recommendation.ts";
import { referenceOf } from "../support/written-reference.ts";

/** An image whose tag is written as no known tag of its repository is. */
export type UnexpectedlyTagged = InferenceImage & {
  readonly facts: { readonly tagForm: { readonly forms: TagForms } };
};

/** Without an ARG that is meant to be given, a tag is not what anybody wrote: unverified-image reports the ARG. */
export function hasUnexpectedForm(image: InferenceImage): image is UnexpectedlyTagged {
  return image.facts.tagForm.kind === "unexpected" && image.expansion.omitted.length === 0;
}

export function formQuestion(
  build: EnrichedBuild,
  image: UnexpectedlyTagged,
  context: RuleContext,
): FormQuestion {
  const { tagForm, newestTag, latest } = image.facts;
  const { forms } = tagForm;
  const near = nearTag(referenceOf(image)?.tag ?? "", forms);
  const isOwn = forms.tags.length > 0;
  const advised = recommend(image, context);
  const known = [
    evidence("form of tags", writtenForms(forms), forms.source),
    ...newestKnownTag(newestTag),
  ];
  return {
    kind: "unresolved",
    about: "form",
    ...aboutAdvised(build, image, known, advised),
    canonical: image.canonical,
    scope: "instruction",
    dependsOnRun: false,
    confidence: forms.confidence,
    forms: writtenForms(forms),
    owner: isOwn ? "this repository" : forms.source.name,
    near: near === "latest" && latest.kind === "none" ? null : near,
    remedy: advised.remedy,
  };
}
