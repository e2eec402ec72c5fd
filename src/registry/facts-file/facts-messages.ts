import type { CalendarDate } from "../../text/calendar-date.ts";
import { factsSchema } from "./facts-table.ts";

/** Messages about a facts file: parts of sentences, fault first. Text of the file appears in them only through `shownText`. */

/**
 * Text of the file as a message shows it: quoted, without control characters, at most 80 characters, and without what comes
 * before an `@`, which may be a password.
 */
export function shownText(text: string): string {
  const at = text.lastIndexOf("@");
  const open = at > 0 ? `…${text.slice(at)}` : text;
  const short = open.length > 80 ? `${open.slice(0, 80)}…` : open;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A value of the file, already safe to show. */
type Shown = string;

const rewrite = "run inferlint facts update -o FILE";

export const factsMessages = {
  unknownKey: (key: string, what: Shown, keys: readonly string[]): string =>
    `unknown key ${shownText(key)} in ${what}: the keys are ${keys.join(", ")}`,
  notAnObject: (what: Shown, value: Shown): string =>
    `${what} must be an object ({ … }), not ${value}`,

  missingRepositories: (): string => 'a facts file needs "repositories", which may be {}',
  /** @param schema as the file states it; null where it has none, or one of another program, which is not shown */
  otherSchema: (schema: string | null): string =>
    `"schema" must be "${factsSchema}"${schema === null ? "" : `, not ${shownText(schema)}`}: ${rewrite} to write a facts file`,
  otherVersion: (schema: string): string =>
    `"schema" must be "${factsSchema}", not ${shownText(schema)}: if a newer inferlint wrote the file, update this one, or ${rewrite} to write it again`,
  badPlatform: (value: Shown): string => `${value} is not a platform such as "linux/amd64"`,

  badRepository: (name: string): string =>
    `${shownText(name)} is not a repository such as azureml/NAME`,
  repositoryWithoutRegistry: (name: string): string =>
    `${shownText(name)} has no registry: remove it`,
  badRegistry: (host: string): string =>
    `${shownText(host)} is not a registry: write its host in lower case, with its port unless that is 443`,
  missingAnsweredAt: (host: string): string => `${shownText(host)} needs "answeredAt"`,
  registryWithoutAnswers: (host: string): string =>
    `${shownText(host)} has neither "tags" nor "images": remove it`,
  badMoment: (value: Shown): string => `${value} is not a UTC time such as "2026-11-25T02:00:00Z"`,
  timeInFuture: (time: string, today: CalendarDate): string =>
    `${time} is after ${today}: ${rewrite}`,

  badTags: (value: Shown): string => `"tags" must be a list or "absent", not ${value}`,
  badTag: (value: Shown): string => `${value} is not a tag: remove it`,
  duplicateTag: (tag: string): string => `${shownText(tag)} is listed twice: remove one`,

  noImages: (): string => '"images" is empty: remove it',
  badReference: (reference: string): string =>
    `${shownText(reference)} is neither a tag nor a digest: remove it`,
  badImage: (reference: string, value: Shown): string =>
    `${shownText(reference)} must be an object ({ "digest": … }) or "absent", not ${value}`,
  missingDigest: (reference: string): string =>
    `${shownText(reference)} needs "digest": sha256: and 64 digits of 0-9a-f`,
  badDigest: (value: Shown): string => `${value} is not a digest: sha256: and 64 digits of 0-9a-f`,
  otherDigest: (reference: string): string =>
    `${shownText(reference)} has a digest other than itself: remove it`,
  incompleteConfig: (reference: string): string =>
    `${shownText(reference)} must have both "created" and "user", or neither, and nothing else of its config without them: ${rewrite}`,
  badCreated: (value: Shown): string => `${value} is neither an existing day (YYYY-MM-DD) nor null`,
  badUser: (value: Shown): string =>
    `${value} is not a user: 1 to 256 characters without control characters; "root" if the image sets none`,
  badOs: (value: Shown): string => `${value} is not a release of Ubuntu such as "ubuntu22.04"`,
  badCuda: (value: Shown): string => `${value} is not a version of CUDA such as "12.4.1"`,
  badCondaPath: (value: Shown): string =>
    `${value} is not an absolute path such as "/azureml-envs/minimal"`,
  badEnv: (value: Shown): string => `"env" must be a list of names of variables, not ${value}`,
  badVariable: (value: Shown): string =>
    `${value} is not the name of a variable: 1 to 256 characters without "=", blanks and control characters`,
  duplicateVariable: (name: string): string => `${shownText(name)} is listed twice: remove one`,
  tooManyVariables: (max: number): string => `"env" lists more than ${max} names: ${rewrite}`,
} as const;
