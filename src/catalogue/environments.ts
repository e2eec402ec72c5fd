import type { EnvironmentImage, EnvironmentNames } from "../domain/image/environment-names.ts";
import { calendarDate } from "../text/calendar-date.ts";
import type { EnvironmentEntry, EnvironmentsData, ImagesData } from "./catalogue-data.ts";
import environments from "./data/environments.json" with { type: "json" };

/** The environments that the shipped catalogue knows. */
export const shippedEnvironments: EnvironmentsData = environments as EnvironmentsData;

const prefix = "azureml-";

/** @param images what has the source of the published ones */
export function readEnvironments(
  { environments: entries }: EnvironmentsData,
  { repositories }: Pick<ImagesData, "repositories">,
): EnvironmentNames {
  const byName = new Map(
    Object.entries(entries).map(([name, entry]) => [name.toLowerCase(), entry]),
  );
  const names = new Map(
    Object.entries(entries).flatMap(([name, entry]) =>
      entry.from === undefined ? [] : [[entry.image, name] as const],
    ),
  );
  return {
    imageOf: (name) => {
      const written = name.toLowerCase();
      const own = byName.get(written);
      if (own) return imageOf(own, repositories);
      const published = written.startsWith(prefix)
        ? byName.get(written.slice(prefix.length))
        : null;
      return published && published.exact !== true ? imageOf(published, repositories) : null;
    },
    nameOf: (repository) => names.get(repository) ?? null,
  };
}

function imageOf(
  { image, from, source, asOf }: EnvironmentEntry,
  repositories: ImagesData["repositories"],
): EnvironmentImage {
  const own = repositories[image];
  const stated = source === undefined ? { source: own?.source, asOf: own?.asOf } : { source, asOf };
  return {
    repository: image,
    versionsAreTags: from !== undefined,
    oldestTag: from ?? null,
    source: {
      name: stated.source ?? image,
      asOf: stated.asOf === undefined ? null : calendarDate(stated.asOf),
    },
  };
}
