import type { InferenceImage } from "../domain/build/inference-images.ts";
import { isInferenceImage } from "../domain/build/inference-images.ts";
import type { ImageChoice } from "../domain/image/image-choice.ts";
import { compareImages, fits, isInSupport } from "../domain/image/image-choice.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import { isSupported } from "../domain/image/lifecycle.ts";
import type { PublishedTag } from "../domain/image/published-tag.ts";
import type { Notification } from "../domain/rule/run.ts";
import { catalogueOf } from "./catalogue-of.ts";
import { rejectionsOf } from "./folders-of-run.ts";
import type { ImageRequest } from "./open-references.ts";
import { knownNames, referenceOpener } from "./open-references.ts";
import { publishedTags } from "./published-tags.ts";
import { RunLog } from "./run-log.ts";

export interface SupportedImages {
  /** In the order of `compareImages`. */
  readonly images: readonly InferenceImage[];
  /** Images in support of which it is not known whether they fit the choice. */
  readonly unknown: readonly InferenceImage[];
  /** By repository; empty where they are not asked for. */
  readonly tags: ReadonlyMap<string, readonly PublishedTag[]>;
  readonly notifications: readonly Notification[];
  /** Something that had to be found out was not. */
  readonly isIncomplete: boolean;
}

/** The inference images that Microsoft lists or publishes and of which nothing has ended, as far as it is known. */
export async function supportedImages(
  choice: ImageChoice,
  request: ImageRequest & { readonly listsTags?: boolean },
): Promise<SupportedImages> {
  const { cwd, asOf, session } = request;
  const log = new RunLog();
  const catalogue = await catalogueOf(request);
  const { settings } = await request.settings.of(cwd);
  const references: string[] = [];
  const { inferenceRepositories, factsOf } = knownNames(catalogue, request);
  for (const repository of inferenceRepositories) {
    const facts = await factsOf(repository);
    if (facts && isSupported(facts)) references.push(`${microsoftRegistry}/${repository}`);
  }
  const { file } = referenceOpener({ ...request, catalogue }, settings, log);
  const { builds } = await file(references);
  const inSupport = (builds[0]?.build.images ?? [])
    .filter(isInferenceImage)
    .filter(({ facts }) => isInSupport(facts, asOf));
  const fitting = (answer: ReturnType<typeof fits>): readonly InferenceImage[] =>
    inSupport
      .filter(({ facts }) => fits(facts, choice) === answer)
      .sort((a, b) => compareImages(a.facts, b.facts));
  const tags = new Map<string, readonly PublishedTag[]>();
  if (request.listsTags) {
    const [{ supportWindow: window }] = settings.buildsOf("Dockerfile");
    const registry = session ? session.sourceFor(settings.platform) : null;
    for (const image of inSupport)
      tags.set(
        image.facts.repository,
        await publishedTags(image, { catalogue, registry, window, asOf }),
      );
  }
  session?.conclude(log, asOf);
  for (const rejection of rejectionsOf(request.settings)) log.add(rejection);
  return {
    images: fitting("yes"),
    unknown: fitting("unknown"),
    tags,
    notifications: log.notifications,
    isIncomplete: log.isIncomplete || session?.isIncomplete() === true,
  };
}
