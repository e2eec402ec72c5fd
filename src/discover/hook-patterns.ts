import { kindOfExtension, plainExtension, unreadNames } from "../domain/build/source-kind.ts";

/**
 * The `files` pattern of the pre-commit hook for Dockerfiles, in Python's syntax: every name that discovery takes as one, by
 * itself or by its text.
 */
export const hookFilesPattern: string = String.raw`(?i)(?:(?:docker|container)file[^/]*|\.(?:docker|df))$`;

/**
 * The same of the hook for all kinds, of which Markdown is none that discovery takes. Letters are those of ASCII, but for the Kelvin sign in the names of Dockerfiles,
 * which the other pattern takes as well.
 */
export function hookFilesPatternOfAll(): string {
  const extensions = [...kindOfExtension].flatMap(([extension, kind]) =>
    kind === "markdown" ? [] : [extension],
  );
  const endings = [...extensions, plainExtension].join("|");
  const names = [
    String.raw`[^/]*(?:doc[k\u212A]er|container)file[^/]*`,
    String.raw`[^/]*\.(?:doc[k\u212A]er|df)`,
    String.raw`[^/]+\.(?:${endings})`,
    String.raw`\.env(?:\.[^/]*)?`,
    // Without extension, and not hidden.
    String.raw`[^/.]+`,
    String.raw`[^/.][^/]*\.`,
  ];
  const unread = [...unreadNames].map(literal).join("|");
  // The first condition keeps the time linear: no alternative is tried on a folder.
  return `(?ai)(?:^|/)(?=[^/]*$)(?!(?:${unread})$)(?:${names.join("|")})$`;
}

function literal(text: string): string {
  return text.replaceAll(".", String.raw`\.`);
}
