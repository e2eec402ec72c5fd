import type { CalendarDate } from "../text/calendar-date.ts";
import type { ImageEnv, ImageFacts } from "../domain/image/image-facts.ts";
import type { Known } from "../domain/image/known.ts";
import { known, unknown } from "../domain/image/known.ts";
import type { ImageRequest } from "./query-registry.ts";
import { isMoving } from "./query-registry.ts";
import { isRecent } from "./registries.ts";

/**
 * The variables in the image's config, else those that the catalogue knows. The config of the image that a mirror's is said to
 * be a copy of shows nothing of the mirror's, unless both have the same digest. What `latest` was once may set others by now.
 */
export function envOf(
  published: ImageFacts["published"],
  recorded: Known<ImageEnv>,
  { location, reference }: Pick<ImageRequest, "location" | "reference">,
  asOf: CalendarDate,
): Known<ImageEnv> {
  if (!published || (location.isCopy && reference.digest === null)) return recorded;
  const { env: names } = published.image;
  const complete = !isMoving(reference) || isRecent(published.source, asOf);
  if (names !== null) return known({ names, complete }, published.source);
  return recorded.known ? recorded : unknown("its config was recorded without them");
}
