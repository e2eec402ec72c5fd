import type { FromInstruction, Problem } from "../domain/build/dockerfile.ts";
import { hasTemplate } from "../shell/template.ts";
import { WordError } from "../shell/word-error.ts";
import { isPlatform } from "./platform.ts";
import { emptyPlatform, invalidPlatform, requiredProblems, syntaxProblem } from "./rejections.ts";
import type { ExpandedText, Scope } from "./scope.ts";

/** Whether a part of the text is not known. */
export function isOpen({ text, unresolved }: ExpandedText, { reading }: Scope): boolean {
  return unresolved.length > 0 || (reading.templates && hasTemplate(text));
}

/** The expanded value of `--platform`; null if there is none or it cannot be expanded. */
export function readPlatform(
  { platform }: FromInstruction,
  scope: Scope,
  escape: string,
  problems: Problem[],
): string | null {
  if (!platform || platform.text === "") return null;
  try {
    const expanded = scope.expand(platform, escape);
    const { text, unresolved, overridable } = expanded;
    problems.push(...requiredProblems(expanded, platform.region, false));
    if (isOpen(expanded, scope) || !isPlatform(text))
      problems.push({
        ...(text === "" ? emptyPlatform() : invalidPlatform(platform.text)),
        region: platform.region,
        unconditional: unresolved.length === 0 && !overridable && !hasTemplate(text),
      });
    return text === "" ? null : text;
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    problems.push(syntaxProblem(error, platform.region));
    return null;
  }
}
