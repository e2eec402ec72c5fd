import type { MessageFunction } from "../../src/domain/rule/message.ts";
import { defineMessage } from "../../src/domain/rule/message.ts";

const parameters = ["reference", "published", "windowStart", "months", "measured"] as const;
type Parameter = (typeof parameters)[number];
type Values = Readonly<Record<Parameter, string>>;

const short = ({ published, windowStart }: Values): string =>
  `tag from ${published}, oldest supported ${windowStart}`;
const supported = ({ reference, published, windowStart, months }: Values): string =>
  `'${reference}' was published on ${published}; Microsoft supports tags from ${windowStart} on (${months} months before`;

/** What the window is measured from decides the message; all have the same parameters. */
export const messages: Readonly<
  Record<"latest" | "exact" | "mirror" | "today", MessageFunction<Parameter>>
> = {
  latest: defineMessage(
    "latest",
    parameters,
    short,
    (values) => `${supported(values)} latest, which is from ${values.measured} or later).`,
  ),
  exact: defineMessage(
    "exact",
    parameters,
    short,
    (values) => `${supported(values)} latest, which is from ${values.measured}).`,
  ),
  mirror: defineMessage(
    "mirror",
    parameters,
    ({ published, windowStart }) =>
      `mirror's latest from ${published}, oldest supported ${windowStart}`,
    (values) => `${supported(values)} Microsoft's own latest, which is from ${values.measured}).`,
  ),
  today: defineMessage(
    "today",
    parameters,
    ({ published, windowStart }) => `tag from ${published}, oldest accepted ${windowStart}`,
    ({ reference, published, windowStart, months, measured }) =>
      `'${reference}' was published on ${published}; tags from ${windowStart} on are accepted (${months} months before ${measured}).`,
  ),
};
