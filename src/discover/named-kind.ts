import { basename } from "node:path";
import type { FileKind } from "../domain/build/file-kind.ts";
import { extensionOf } from "../domain/build/source-kind.ts";
import type { FileSelection } from "../domain/settings/settings.ts";
import { takenByName } from "./file-name.ts";
import type { Problem } from "./problem.ts";
import { kindLeftOut, unknownKind } from "./problem.ts";

interface NamedFile {
  /** Absolute. */
  readonly path: string;
  /** The path that a problem shows. */
  readonly shown: string;
  /** Whether its text is a Dockerfile; asked only where its name does not say. */
  readonly isDockerfile: () => Promise<boolean | Problem>;
}

/**
 * The kind of a file that the user passed, or why it is not read. A name without extension is that of a Dockerfile; with an
 * extension that no kind has, the text must be one.
 */
export async function kindOfNamed(
  { path, shown, isDockerfile }: NamedFile,
  selection: FileSelection,
): Promise<FileKind | Problem> {
  const { isKindAlwaysExcluded } = selection;
  const { kind: named, isCertain } = kindByName(path, selection);
  const isLeftOut = named !== null && isKindAlwaysExcluded(named);
  if (named !== null && isCertain && !isLeftOut) return named;
  const answer = named === "dockerfile" || (await isDockerfile());
  if (typeof answer !== "boolean") return answer;
  const kind = answer ? "dockerfile" : named;
  if (kind === null) return unknownKind(shown);
  return isKindAlwaysExcluded(kind) ? kindLeftOut(shown, kind) : kind;
}

/** What a name says: a Dockerfile by its text is one whatever its name says, if that is not certain. */
function kindByName(
  path: string,
  { isIncluded }: FileSelection,
): { readonly kind: FileKind | null; readonly isCertain: boolean } {
  const name = basename(path);
  const taken = takenByName(path, name);
  if (taken === null || taken.by === "mention") {
    const isPlain = extensionOf(name) === "" || isIncluded(path);
    return { kind: isPlain ? "dockerfile" : null, isCertain: isPlain };
  }
  return { kind: taken.kind ?? "dockerfile", isCertain: taken.by === "name" || !taken.kind };
}
