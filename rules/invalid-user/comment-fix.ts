import type { ExplicitUser } from "../../src/domain/build/build.ts";
import { isForInferlint } from "../../src/domain/build/suppression-comment.ts";
import { isRootUser, nameOfUser } from "../../src/domain/build/user.ts";
import type { Fix } from "../../src/domain/rule/finding.ts";
import { blankTemplates, maskTemplates } from "../../src/shell/template.ts";
import { isUnknown } from "../../src/shell/unresolved.ts";

/** A user without blanks, then a comment as a shell has it. */
const userAndComment = /^(\S+)[\t\v\f\r ]+(#.*)$/s;

/**
 * Moves the comment to a line of its own above the instruction. Not safe if the user that remains decides and is root: nothing
 * runs before the fix.
 * @param decides whether the target runs as this user
 */
export function commentFix(user: ExplicitUser, decides: boolean): Fix | null {
  const { region, written, end, line } = user;
  const comment = commentIn(user);
  if (!end || comment === null || region.startLine !== region.endLine) return null;
  if (region.endColumn - region.startColumn !== written.length) return null;
  const name = written.slice(0, written.length - comment.length).trimEnd();
  const rest = { ...region, startColumn: region.startColumn + name.length };
  const above = { startLine: line, startColumn: 1, endLine: line, endColumn: 1 };
  const risk = decides ? riskOf(user) : null;
  const reveals = [
    ...(risk === null ? [] : ["root-user", "unverified-image"]),
    ...(isForInferlint(comment) ? ["unused-suppression"] : []),
  ];
  return {
    safe: risk === null,
    description: `Move the comment to its own line above USER ${name}${risk === null ? "" : `: ${risk}`}.`,
    edits: [
      { region: above, text: `${end.indent}${comment.trimEnd()}\n` },
      { region: rest, text: "" },
    ],
    ...(reveals.length === 0 ? {} : { reveals }),
  };
}

/** The comment at the end; null if there is none, or if quotes or a substitution may go on in it. */
function commentIn({ written }: ExplicitUser): string | null {
  const [, name = "", comment] = userAndComment.exec(blankTemplates(written)) ?? [];
  const bare = name.replace(/"[^"]*"|'[^']*'/g, "");
  const isClosed = !/["'\\`]/.test(bare) && bare.split("${").length === bare.split("}").length;
  return comment === undefined || !isClosed ? null : written.slice(written.length - comment.length);
}

/** What the user that remains means for what ships; null if it is not root. */
function riskOf({ expansion: { text } }: ExplicitUser): string | null {
  const { masked } = maskTemplates(text);
  const [name = ""] = masked.split(/\s/, 1);
  const account = nameOfUser(name);
  if (isUnknown(account)) return "the image then runs as root if that is root";
  return isRootUser(account) ? "the image will then run as root" : null;
}
