import type { Text } from "../domain/build/dockerfile.ts";
import { WordError } from "../shell/word-error.ts";
import { cleanPath } from "../text/clean-path.ts";
import type { Scope } from "./scope.ts";

/**
 * What a COPY or mount takes from an image, as clean paths from its root; null where a variable or a template hides a part.
 * @param scope without variables: only quotes and escapes are read
 */
export function takenPaths(
  sources: readonly Text[],
  scope: Scope,
  escape: string,
): readonly string[] | null {
  const paths: string[] = [];
  for (const source of sources) {
    // A dollar that is quoted is none, but such names are too rare to be told apart.
    if (/\$|\{[{%#]/.test(source.text)) return null;
    try {
      paths.push(cleanPath(scope.expand(source, escape).text));
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      return null;
    }
  }
  return paths;
}
