import { microsoftRegistry } from "../../src/domain/image/image-policy.ts";
import type { ImageReference } from "../../src/domain/image/image-reference.ts";
import { withoutDefaultPort } from "../../src/domain/image/registry-host.ts";
import { needsConfig } from "../../src/domain/image/tag-age.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";

/** Whether another run may ask a registry or a mirror for the config of the image, which beats the catalogue. */
export function mayBeQueried(reference: ImageReference, asOf: CalendarDate): boolean {
  return needsConfig(reference, !isMicrosofts(reference), asOf);
}

/** Whether the image is on Microsoft's registry, not on a mirror. */
export function isMicrosofts({ registry }: ImageReference): boolean {
  return withoutDefaultPort(registry ?? "") === microsoftRegistry;
}
