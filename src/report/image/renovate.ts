import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import type { PublishedTag } from "../../domain/image/published-tag.ts";
import { logSafeJson } from "../log-safe-json.ts";
import type { ImagesReport } from "./image-report.ts";
import type { RenovateReleaseV1, RenovateReportV1 } from "./schema.ts";

/**
 * `inferlint.renovate/1` as one text: by name of an image, what a custom datasource of Renovate returns
 * (https://docs.renovatebot.com/modules/datasource/custom/).
 */
export function imagesRenovate({ tool, asOf, images, unknown, tags }: ImagesReport): string {
  const report: RenovateReportV1 = {
    schema: "inferlint.renovate/1",
    tool: { name: tool.name, version: tool.version },
    asOf,
    packages: Object.fromEntries(
      [...images, ...unknown].map(({ facts: { repository } }) => [
        `${microsoftRegistry}/${repository}`,
        { releases: (tags.get(repository) ?? []).map(release) },
      ]),
    ),
  };
  return logSafeJson(report);
}

function release({ tag, date, isStale }: PublishedTag): RenovateReleaseV1 {
  return {
    version: tag,
    ...(date === null ? {} : { releaseTimestamp: `${date}T00:00:00.000Z` }),
    ...(isStale ? { isDeprecated: true } : {}),
  };
}
