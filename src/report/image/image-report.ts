import type { ImageChoice } from "../../domain/image/image-choice.ts";
import type { InferenceImage } from "../../domain/build/inference-images.ts";
import type { PublishedTag } from "../../domain/image/published-tag.ts";
import type { UnknownName } from "../../domain/image/name-image.ts";
import type { CheckedImage } from "../../domain/rule/checked-image.ts";
import type { AnsweredBy } from "../../domain/rule/answered-by.ts";
import type { Notification, Tool } from "../../domain/rule/run.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";

interface ReportStart {
  readonly tool: Tool;
  readonly asOf: CalendarDate;
  readonly notifications: readonly Notification[];
}

/** What `inferlint image` shows. */
export interface ImageReport extends ReportStart {
  readonly images: readonly CheckedImage[];
  readonly unknown: readonly UnknownName[];
  /** Null where only the catalogue was asked. */
  readonly answeredBy: AnsweredBy | null;
}

/** What `inferlint images` shows. */
export interface ImagesReport extends ReportStart {
  readonly choice: ImageChoice;
  readonly images: readonly InferenceImage[];
  readonly unknown: readonly InferenceImage[];
  /** By repository, oldest first; empty where no format shows them. */
  readonly tags: ReadonlyMap<string, readonly PublishedTag[]>;
}
