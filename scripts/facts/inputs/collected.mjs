// The form of scripts/facts/collected/*.json, as far as `build` reads it.
import { z } from "zod";

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, "no day");
const commit = z.string().regex(/^[0-9a-f]{7,40}$/, "no commit");
const place = z.looseObject({ commit, day, path: z.string() });
const source = z.looseObject({ asOf: day });
const fact = z.string().nullish();

const table = (entry) => z.record(z.string(), z.record(z.string(), entry));
const mentions = {
  source,
  tags: table(place),
  digests: table(place.extend({ tag: z.string().nullish() })),
  names: z.record(z.string(), z.looseObject({ last: place })),
};

const version = z.looseObject({
  ...{ version: z.string().regex(/^\d+$/), commit, day, parent: fact },
  ...{ os: fact, python: fact, cuda: fact, user: fact, framework: fact, condaPath: fact },
  env: z.array(z.string()).nullish(),
});
const environment = z.looseObject({
  names: z.array(z.string()).min(1).optional(),
  tags: z.array(z.string()),
  withdrawn: z.looseObject({ day, commit }).nullable(),
  versions: z.array(version).min(1),
});
const ends = z.looseObject({ endOfLife: day.nullish(), endOfExtendedLife: day.nullish() });
const pinned = z.looseObject({ repository: z.string(), commit, day, path: z.string() });

const answeredImage = z.looseObject({
  ...{ created: day.nullish(), user: fact, os: fact, cuda: fact, condaPath: fact },
  env: z.array(z.string()).nullish(),
});
const absent = z.literal("absent");
/** As schema/inferlint.facts.v1.json describes it. */
const answers = z.looseObject({
  answeredAt: z.string().regex(/^\d{4}-\d\d-\d\dT/, "no time"),
  tags: z.union([z.array(z.string()), absent]).optional(),
  images: z.record(z.string(), z.union([answeredImage, absent])).optional(),
});

/** By the name of the file without `.json`; `pins` and `registry` may be missing. */
export const collectedSchemas = {
  "azureml-assets": z.looseObject({ ...mentions, environments: z.record(z.string(), environment) }),
  "azureml-examples": z.looseObject(mentions),
  "AzureML-Containers": z.looseObject({
    ...mentions,
    readme: z.looseObject({ commit, day, images: z.array(z.string()) }),
    withdrawn: z.record(z.string(), place),
    dockerfiles: z.record(z.string(), place.extend({ os: fact, cuda: fact, user: fact })),
  }),
  "azure-ai-docs": z.looseObject({
    source,
    list: z.looseObject({
      path: z.string(),
      commit,
      asOf: day,
      images: z.array(z.string()).min(1),
    }),
    sentences: z.record(z.string(), z.looseObject({ text: z.string() }).nullable()),
  }),
  "endoflife.date": z.looseObject({ source, cycles: z.record(z.string(), ends) }),
  "distro-info-data": z.looseObject({ source, cycles: z.record(z.string(), ends) }),
  pins: z.looseObject({
    sources: z.record(z.string(), z.looseObject({ commit, asOf: day })),
    tags: table(pinned),
    digests: table(pinned.extend({ tag: z.string().nullish() })),
  }),
  pypi: z.looseObject({
    source,
    wheels: z.record(
      z.string(),
      z.record(z.string(), z.looseObject({ oldestPython: fact, newestPython: fact })),
    ),
  }),
  registry: z.looseObject({ schema: z.literal("inferlint.facts/1"), repositories: table(answers) }),
};

/** Files without which the catalogue is the same as before, but for what they add. */
export const optionalFiles = ["pins", "registry"];
