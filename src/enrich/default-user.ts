import { isRootUser } from "../domain/build/user.ts";
import type { ImageFacts } from "../domain/image/image-facts.ts";
import type { Known } from "../domain/image/known.ts";
import { known, unknown } from "../domain/image/known.ts";

type Users = Pick<ImageFacts, "defaultUser" | "userName" | "userNumber">;

/**
 * The default user: the one in the image's config, unless the catalogue has a newer fact. The older of the two may still state the
 * name of a user that the other states by number.
 */
export function usersOf(published: ImageFacts["published"], recorded: Known<string>): Users {
  const answered = published ? known(published.image.user, published.source) : recorded;
  const isOlder = dayOf(answered) < dayOf(recorded);
  const [defaultUser, other] = isOlder ? [recorded, answered] : [answered, recorded];
  return {
    defaultUser,
    userName: firstOf([defaultUser, other], "name"),
    userNumber: firstOf([defaultUser, other], "number"),
  };
}

function firstOf(facts: readonly Known<string>[], kind: "name" | "number"): Known<string> {
  const isOfKind = ({ value }: { readonly value: string }): boolean =>
    !isRootUser(value) && /^\d+(?::|$)/.test(value) === (kind === "number");
  const found = facts.find((fact) => fact.known && isOfKind(fact));
  return found ?? unknown(`no source states the ${kind} of the default user`);
}

function dayOf(fact: Known<string>): string {
  return (fact.known ? fact.source.asOf : null) ?? "";
}
