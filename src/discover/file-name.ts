import type { FileKind } from "../domain/build/file-kind.ts";
import { fileKinds } from "../domain/build/file-kind.ts";
import { extensionOf, lower, plainExtension, sourceKindOf } from "../domain/build/source-kind.ts";
import type { FileSelection } from "../domain/settings/settings.ts";
import { takenBy } from "./dockerfile-name.ts";

/** What makes discovery take a file. */
export interface Taken {
  /**
   * `name`: nothing else decides. `text`: it is a Dockerfile if its text is one, else of the kind, if any. `mention`: the same, but
   * only a text that may name an image counts, since the name says nothing.
   */
  readonly by: "name" | "text" | "mention";
  readonly kind: FileKind | null;
}

// A large tree has many names and few answers.
const [byName, byText] = [answers("name"), answers("text")];
const onlyByText: Taken = { by: "text", kind: null };
const byMention: Taken = { by: "mention", kind: null };

/** A file of a kind whatever its text. */
export function takenAs(kind: FileKind): Taken {
  return byName[kind];
}

/** What the name of a file says; null for one that discovery does not take. @param path absolute @param name its last segment */
export function takenByName(path: string, name: string): Taken | null {
  const dockerfile = takenBy(name);
  if (dockerfile === "name") return takenAs("dockerfile");
  const extension = extensionOf(name);
  const kind = sourceKindOf(path, name, extension);
  if (dockerfile === "text") return kind === null ? onlyByText : byText[kind];
  if (kind !== null) return takenAs(kind);
  return isPlain(name, extension) ? byMention : null;
}

/** What makes discovery take a file of the kinds that a selection has. Markdown only counts where it is included. */
export function takenIn(
  { isIncluded, isKindChecked, isOwnFile }: FileSelection,
  path: string,
  name: string,
): Taken | null {
  const taken = takenByName(path, name);
  if (taken === takenAs("dockerfile")) return isKindChecked("dockerfile") ? taken : null;
  const isNamed = isIncluded(path);
  if (isNamed && !taken?.kind) return isKindChecked("dockerfile") ? takenAs("dockerfile") : null;
  if (taken === null) return null;
  if (taken.by === "mention") return isKindChecked("text") ? taken : null;
  const kind =
    taken.kind === null || (taken.kind === "markdown" && !isNamed) || isOwnFile(path)
      ? null
      : taken.kind;
  const isChecked = kind !== null && isKindChecked(kind);
  if (taken.by === "name") return isChecked ? taken : null;
  if (!isKindChecked("dockerfile")) return isChecked ? takenAs(kind) : null;
  return isChecked ? taken : onlyByText;
}

/** Hidden files without extension are settings of programs. */
function isPlain(name: string, extension: string): boolean {
  return extension === "" ? !name.startsWith(".") : lower(extension) === plainExtension;
}

function answers(by: Taken["by"]): Readonly<Record<FileKind, Taken>> {
  const entries = fileKinds.map((kind) => [kind, { by, kind }] as const);
  return Object.fromEntries(entries) as Record<FileKind, Taken>;
}
