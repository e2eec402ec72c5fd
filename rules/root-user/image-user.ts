import type { EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { isRootUser } from "../../src/domain/build/user.ts";
import type { ImageFacts } from "../../src/domain/image/image-facts.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { evidenceOf } from "../../src/domain/rule/evidence.ts";
import type { Evidence } from "../../src/domain/rule/finding.ts";
import type { Remedy } from "../../src/domain/rule/message.ts";
import { advice } from "../../src/domain/rule/message.ts";

/** The user of the image, if it is known and not root. */
export function ownUser({ facts }: EnrichedImage): string | null {
  const user = facts ? valueOf(facts.defaultUser) : null;
  return user !== null && !isRootUser(user) ? user : null;
}

/** To end the stage with the user of the image, or with another one. */
export function remedy(image: EnrichedImage): Remedy {
  const user = ownUser(image);
  if (user === null)
    return {
      ...advice("Create a user and end the stage with USER and its name"),
      keepsImage: true,
    };
  const other = otherForm(image, user);
  const beside = other === null ? "" : ` (${other})`;
  return {
    text: `End the stage with USER ${user}, the image's default user${beside}.`,
    action: `USER ${user} at the end of the stage`,
    details: other === null ? [] : [other],
    keepsImage: true,
  };
}

/** What to do about an image by itself: which users are in it is not known. */
export const anotherUser: Remedy = {
  ...advice(
    "Run it as another user, or build an image on it that ends with USER and a name that is not root",
  ),
  keepsImage: true,
};

/** What to do where nothing in a file can say who runs. */
export const ownImage: Remedy = {
  ...advice(
    "Build an image on it from a Dockerfile that ends with USER and a name that is not root",
  ),
  keepsImage: true,
};

/** The same user by number where it is given by name, or by name where it is given by number. */
function otherForm({ facts }: EnrichedImage, user: string): string | null {
  const [name, number] = facts ? [valueOf(facts.userName), valueOf(facts.userNumber)] : [];
  if (user === number) return name == null ? null : `by name: USER ${name}`;
  return number == null ? null : `by number: USER ${number}`;
}

/** The default user, by name and by number where sources state both. */
export function usersOf({ defaultUser, userName, userNumber }: ImageFacts): readonly Evidence[] {
  const other = [userName, userNumber].filter((fact) => valueOf(fact) !== valueOf(defaultUser));
  return [
    ...evidenceOf("default user of the image", defaultUser),
    ...(defaultUser.known && !isRootUser(defaultUser.value)
      ? other.flatMap((fact) => evidenceOf("the same user", fact))
      : []),
  ];
}
