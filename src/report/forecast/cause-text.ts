import type { Cause } from "../../domain/rule/cause.ts";
import { counted } from "../../text/list.ts";

/** Why findings change, in a few words. Names of images come from files: make the text safe before it is shown. */
export function causeText(cause: Cause): string {
  switch (cause.kind) {
    case "support-ended": {
      const { release, end, successor } = cause;
      const whose = successor === null ? "" : ` in the successor ${successor}`;
      return `support of ${release}${whose} ended (${end})`;
    }
    case "support-ending":
      return `support of ${cause.release} ends on ${cause.end}`;
    case "window-left":
      return windowText(cause);
    case "published":
      return cause.tag === null ? "an image is of this day" : `tag ${cause.tag} is of this day`;
    case "version-expected":
      return `version ${cause.tag} can exist from this day on`;
    case "answers-outdated":
      return `answers of registries are too old (${cause.answered})`;
    case "comment-ended":
      return `suppression ended (until ${cause.until})`;
    case "exception-ended":
      return `exception ended (until ${cause.until})`;
    case "suppression-ending":
      return `suppression ends on ${cause.until}`;
    case "suppression-allowed":
      return `suppression counts: the policy allows ${counted(cause.maxDays, "day")} (until ${cause.until})`;
    case "requirement-ended":
      return `the requirement ended (until ${cause.until})`;
    case "enforced":
      return `${cause.rule} is enforced from this day on`;
    case "suppression-limit":
      return `the policy allows ${counted(cause.maxOpen, "exception")} at a time`;
    case "suppression-unused":
      return "nothing is left to suppress";
    case "suppression-used":
      return "there is something to suppress";
  }
}

/** Counted from `latest`, whose day is not known, a tag leaves the window on this day at the earliest. */
function windowText(cause: Extract<Cause, { kind: "window-left" }>): string {
  const { published, bound, months, from } = cause;
  const window = `the support window of ${counted(months, "month")}`;
  if (bound === "latest")
    return from === "today"
      ? `tag of ${published} or earlier left ${window} at the latest`
      : `tag of ${published} or earlier may have left ${window}`;
  if (bound === "earliest") return `tag of ${published} or later leaves ${window} at the earliest`;
  return from === "today"
    ? `tag of ${published} left ${window}`
    : `tag of ${published} leaves ${window} at the earliest`;
}
