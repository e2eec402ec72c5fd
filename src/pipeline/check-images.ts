import { nameImage } from "../domain/image/name-image.ts";
import type { NamedImage, UnknownName } from "../domain/image/name-image.ts";
import type { CheckedImage } from "../domain/rule/checked-image.ts";
import type { AnsweredBy } from "../domain/rule/answered-by.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { catalogueOf } from "./catalogue-of.ts";
import { logFailures } from "./checked-file.ts";
import { checkOpen, folderChecks } from "./folder-check.ts";
import { rejectionsOf } from "./folders-of-run.ts";
import type { OpenFile } from "./load-sources.ts";
import type { ImageRequest } from "./open-references.ts";
import { knownNames, referenceOpener } from "./open-references.ts";
import { requireFreshFacts } from "./policy-requirements.ts";
import { RunLog } from "./run-log.ts";

/** The answers, in the order of the questions. */
export interface ImageAnswers {
  readonly images: readonly CheckedImage[];
  /** Names of other images, about which nothing was checked. */
  readonly unknown: readonly UnknownName[];
  readonly notifications: readonly Notification[];
  /** Null where only the catalogue was asked. */
  readonly answeredBy: AnsweredBy | null;
  /** Something that had to be checked was not; unknown names do not count. */
  readonly isIncomplete: boolean;
  /** Of the working directory. */
  readonly settings: Settings;
}

/**
 * Checks images as a file `Dockerfile` in the working directory would be that has one instruction, `FROM IMAGE`: the same
 * resolve → enrich → check as for files, and the same settings but for build arguments and targets.
 * @param asked references or short names
 */
export async function checkImages(
  asked: readonly string[],
  request: ImageRequest,
): Promise<ImageAnswers> {
  const { cwd, asOf, session } = request;
  const log = new RunLog();
  const catalogue = await catalogueOf(request);
  const { settings } = await request.settings.of(cwd);
  await requireFreshFacts({ settings }, { ...request, catalogue });
  const known = knownNames(catalogue, request);
  const names = await Promise.all(asked.map((text) => nameImage(text, settings.images, known)));
  const open = referenceOpener({ ...request, catalogue }, settings, log);
  const named = names.filter((name): name is NamedImage => name.kind === "named");
  const check = folderChecks(request.settings, { asOf, wantsFixes: false, hash: () => "" }).of({
    folder: cwd,
    repository: cwd,
    settings: open.settings,
    config: null,
    baseline: null,
  });
  const images: CheckedImage[] = [];
  const files = await openAll(named, ({ reference }) => open.file([reference]));
  for (const [name, file] of files) {
    const checked = await checkOpen(file, check, session != null);
    const image = file.builds[0]?.build.images[0];
    if (!checked || !image) throw new RangeError(`${name.reference} was not checked`);
    logFailures(null, checked.failures, log);
    for (const rejection of checked.rejections) log.add(rejection);
    images.push({ named: name, image, findings: checked.findings });
  }
  session?.conclude(log, asOf);
  for (const rejection of rejectionsOf(request.settings)) log.add(rejection);
  return {
    images,
    unknown: names.filter((name): name is UnknownName => name.kind === "unknown"),
    notifications: log.notifications,
    answeredBy: session?.answeredBy ?? null,
    isIncomplete: log.isIncomplete || session?.isIncomplete() === true,
    settings,
  };
}

/** Images that are open at once while registries are asked, so that their requests run side by side. */
const openAtOnce = 32;

async function openAll(
  names: readonly NamedImage[],
  open: (name: NamedImage) => Promise<OpenFile>,
): Promise<readonly (readonly [NamedImage, OpenFile])[]> {
  const files: (readonly [NamedImage, OpenFile])[] = [];
  for (let start = 0; start < names.length; start += openAtOnce) {
    const batch = names.slice(start, start + openAtOnce);
    files.push(
      ...(await Promise.all(batch.map(async (name) => [name, await open(name)] as const))),
    );
  }
  return files;
}
