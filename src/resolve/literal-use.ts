import type { ImageUse } from "../domain/build/build.ts";
import type { Problem, UnquotedText } from "../domain/build/dockerfile.ts";
import { WordError } from "../shell/word-error.ts";
import { syntaxProblem, unresolvedImage, variableInCopyFrom } from "./rejections.ts";
import type { ExpandedText, Scope } from "./scope.ts";
import { invalidImage, readExpanded } from "./stages.ts";

/** The image of COPY --from or RUN --mount=from=. BuildKit expands no variables there, so one is a problem. */
export function literalUse(
  text: UnquotedText,
  via: "copy" | "mount",
  location: Pick<ImageUse, "stage" | "line" | "onbuild" | "taken">,
  scope: Scope,
  escape: string,
): { use: ImageUse; problem: Problem | null } {
  let expansion: ExpandedText;
  let problem: Problem | null = null;
  try {
    expansion = via === "mount" ? literal(text.text) : scope.expand(text, escape);
    if (expansion.text !== text.text)
      problem = {
        ...variableInCopyFrom(),
        region: text.region,
        unconditional: true,
      };
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    expansion = literal(text.text);
    problem = syntaxProblem(error, text.region);
  }
  const reading = readExpanded(expansion, scope.reading);
  if (!problem && reading.kind === "invalid") problem = invalidImage(reading, text, true);
  else if (!problem && reading.kind === "reference" && reading.reference.templated)
    problem = { ...unresolvedImage(null), region: text.region, unconditional: false };
  const { region, written } = text;
  return {
    use: {
      ...{ via, ...location, region, written, expansion, reading },
      platform: null,
      mayBeStage: false,
      withoutArgs: null,
    },
    problem,
  };
}

function literal(text: string): ExpandedText {
  const none = { unresolved: [], undeclared: [], omitted: [], provenance: [], required: [] };
  return { text, masked: text, ...none, overridable: false };
}
