import { isRootUser } from "../../src/domain/build/user.ts";
import type { ImageFacts } from "../../src/domain/image/image-facts.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import type { Remedy } from "../../src/domain/rule/message.ts";
import { advice } from "../../src/domain/rule/message.ts";

/** Settings of Kubernetes take a number only. */
const takesNumber = "runAsUser";

/**
 * To name another user where a file says who runs: the image's default user, if it is known and not root.
 * @param setting as the file calls it: `user`, `securityContext.runAsUser`; null where the value is not one of a setting
 */
export function remedyElsewhere(
  { defaultUser, userNumber }: Pick<ImageFacts, "defaultUser" | "userNumber">,
  setting: string | null,
): Remedy {
  const name = setting ?? "the user";
  const isNumber = name.endsWith(takesNumber);
  const own = valueOf(isNumber ? userNumber : defaultUser);
  if (own === null || isRootUser(own))
    return {
      ...advice(`Set ${name} to ${isNumber ? "the number of a user" : "a user"} that is not root`),
      keepsImage: true,
    };
  const value = isNumber ? (own.split(":", 1)[0] ?? own) : own;
  return {
    text: `Set ${name} to ${value}, the image's default user.`,
    action: `Set ${name} to ${value}`,
    details: ["the image's default user"],
    keepsImage: true,
  };
}
