import type { ExplicitUser } from "../../src/domain/build/build.ts";
import { maxUserId } from "../../src/domain/build/user.ts";
import type { Message, MessageFunction, Remedy } from "../../src/domain/rule/message.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import { joinList } from "../../src/text/list.ts";

const short = (): string => "the image runs as root";

/** Why an image runs as root. */
export const messages: {
  readonly stated: MessageFunction<"stage" | "user">;
  readonly empty: MessageFunction<"stage" | "written">;
  readonly unset: MessageFunction<"stage" | "written" | "names">;
  readonly global: MessageFunction<"stage" | "written" | "names">;
  readonly inherited: MessageFunction<"stage" | "reference" | "user">;
  readonly alone: MessageFunction<"reference" | "user">;
  readonly run: MessageFunction<"reference" | "user">;
  readonly built: MessageFunction<"name" | "dockerfile" | "user">;
  readonly scratch: MessageFunction<"stage">;
  readonly number: MessageFunction<"stage" | "user">;
} = {
  stated: defineMessage(
    "stated",
    ["stage", "user"],
    short,
    ({ stage, user }) => `The image runs as root: the user of stage ${stage} is '${user}'.`,
  ),
  empty: defineMessage(
    "empty",
    ["stage", "written"],
    short,
    ({ stage, written }) =>
      `The image runs as root: USER '${written}' of stage ${stage} names no user, which means root.`,
  ),
  unset: defineMessage(
    "unset",
    ["stage", "written", "names"],
    short,
    ({ stage, written, names }) =>
      `The image runs as root: USER '${written}' of stage ${stage} names no user, since no ENV of the name ${names} is known.`,
  ),
  global: defineMessage(
    "global",
    ["stage", "written", "names"],
    short,
    ({ stage, written, names }) =>
      `The image runs as root: USER '${written}' of stage ${stage} names no user, since ARG ${names} before the first FROM is not set in a stage.`,
  ),
  inherited: defineMessage(
    "inherited",
    ["stage", "reference", "user"],
    short,
    ({ stage, reference, user }) =>
      `The image runs as root: stage ${stage} has no USER, and '${reference}' starts as '${user}'.`,
  ),
  alone: defineMessage(
    "alone",
    ["reference", "user"],
    short,
    ({ reference, user }) => `The image runs as root: '${reference}' starts as '${user}'.`,
  ),
  run: defineMessage(
    "run",
    ["reference", "user"],
    short,
    ({ reference, user }) => `The image runs as root: this file runs '${reference}' as '${user}'.`,
  ),
  built: defineMessage(
    "built",
    ["name", "dockerfile", "user"],
    short,
    ({ name, dockerfile, user }) =>
      `The image runs as root: ${name} runs what ${dockerfile} builds as '${user}'.`,
  ),
  scratch: defineMessage(
    "scratch",
    ["stage"],
    short,
    ({ stage }) =>
      `The image runs as root: stage ${stage} has no USER, and an image from scratch starts as root.`,
  ),
  number: defineMessage(
    "number",
    ["stage", "user"],
    () => "the image may run as root",
    ({ stage, user }) =>
      `The image may run as root: the user of stage ${stage} is '${user}', which is not between 0 and ${maxUserId}, and some runtimes take it as 0.`,
  ),
};

/** The ARG before the first FROM that would set the user if the stage repeated it. */
export function argumentToRepeat(
  user: ExplicitUser,
  globalArguments: readonly string[],
): string | undefined {
  return unsetNames(user).find((name) => globalArguments.includes(name));
}

/** The variables that nothing sets; none where they change nothing. */
function unsetNames({ withImageEnv, expansion }: ExplicitUser): readonly string[] {
  if (!withImageEnv) return [];
  return expansion.undeclared.filter((name) => !expansion.omitted.includes(name));
}

/** Why a user is empty: a variable is not set in the stage, or the text itself is. */
export function emptyMessage({
  user,
  stage,
  globalArguments,
  remedy,
}: {
  readonly user: ExplicitUser;
  readonly stage: string;
  readonly globalArguments: readonly string[];
  readonly remedy: Remedy;
}): Message {
  const { written } = user;
  const unset = unsetNames(user);
  if (unset.length === 0) return messages.empty({ stage, written }, remedy);
  const global = argumentToRepeat(user, globalArguments);
  if (global !== undefined) {
    const repeat = advice(`Repeat ARG ${global} in the stage, above this USER`);
    return messages.global({ stage, written, names: global }, repeat);
  }
  return messages.unset({ stage, written, names: joinList(unset, "or") }, remedy);
}
