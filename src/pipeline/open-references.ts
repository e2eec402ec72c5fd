import { resolve } from "node:path";
import type { FactSource, ReferenceFacts } from "../domain/image/fact-source.ts";
import { latestVersion } from "../domain/image/image-version.ts";
import type { KnownNames } from "../domain/image/name-image.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { queriesToRecord } from "../enrich/index.ts";
import type { OpenFile } from "./load-sources.ts";
import { fileOpener } from "./load-sources.ts";
import type { RunLog } from "./run-log.ts";
import { uniformSettings } from "./run-settings.ts";
import type { ScanRequest } from "./scan-request.ts";

/** What is asked about images that are named, not read from files. */
export type ImageRequest = Omit<ScanRequest, "paths" | "stdin" | "forceExclude">;

/** What a catalogue says of names, as of a day. */
export function knownNames(
  catalogue: FactSource & ReferenceFacts,
  { asOf, session }: Pick<ImageRequest, "asOf" | "session">,
): KnownNames {
  return {
    get inferenceRepositories() {
      return catalogue.inferenceRepositories;
    },
    factsOf: (repository) => catalogue.repositoryFacts(repository, latestVersion, asOf),
    asksRegistry: session != null,
  };
}

/** Opens references as a Dockerfile that has nothing but a FROM for each of them. */
export function referenceOpener(
  request: ImageRequest,
  general: Settings,
  log: RunLog,
): {
  readonly settings: Settings;
  readonly file: (references: readonly string[]) => Promise<OpenFile>;
} {
  const settings = settingsOfReferences(general);
  const { cwd } = request;
  const scan = {
    ...request,
    ...{ paths: [], stdin: null, forceExclude: false },
    settings: uniformSettings(settings, { root: cwd }),
  };
  // Facts are shown besides what rules need, so that everything is asked for.
  const options = { relevantOnly: false, queries: () => queriesToRecord };
  const { openText } = fileOpener(scan, [], log, options);
  const absolute = resolve(cwd, "Dockerfile");
  const kind = "dockerfile" as const;
  const file = { path: "Dockerfile", absolute, kind, named: true, folder: cwd };
  return {
    settings,
    file: async (references) => {
      const text = references.map((reference) => `FROM ${reference}\n`).join("");
      const open = await openText(file, text);
      const builds = open.builds.map((one) => ({ ...one, build: { ...one.build, ...alone } }));
      return { ...open, builds };
    },
  };
}

const alone = { isImageAlone: true } as const;

/** Images that are named are checked whatever `images.include` says, and nothing but the reference decides how they are built. */
function settingsOfReferences(settings: Settings): Settings {
  const { images } = settings;
  const isInference = (repository: string): boolean =>
    repository.startsWith("azureml/") || images.isInference(repository);
  return {
    ...settings,
    images: { ...images, isInference, roots: [...images.roots, "azureml/"], infix: "" },
    buildsOf: (file) => {
      const [first, ...others] = settings.buildsOf(file).map((variant) => ({
        ...variant,
        buildArgs: new Map<string, string>(),
        target: null,
        isTargetRequired: false,
      }));
      if (!first) throw new RangeError("a file has at least one build");
      return [first, ...others];
    },
  };
}
