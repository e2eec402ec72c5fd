import type { ExplicitUser } from "../../src/domain/build/build.ts";
import type { FixOrReason } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";

/** Repeats an ARG from before the first FROM above the USER that needs it. Not safe: the container then runs as another user. */
export function argumentFix(user: ExplicitUser, name: string): FixOrReason {
  if (user.onbuild || !user.end)
    return withoutFix("the instruction of the user depends on a template or is a trigger");
  const { line, end } = user;
  const region = { startLine: line, startColumn: 1, endLine: line, endColumn: 1 };
  return {
    fix: {
      safe: false,
      description: `Repeat ARG ${name} above the USER that needs it.`,
      edits: [{ region, text: `${end.indent}${end.lowerCase ? "arg" : "ARG"} ${name}\n` }],
    },
  };
}
