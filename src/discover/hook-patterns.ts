import { kindOfExtension, plainExtension, unreadNames } from "../domain/build/source-kind.ts";

/**
 * The `files` pattern of the pre-commit hook for Dockerfiles, every name that discovery takes as one, by itself or by its
 * text. It has only what Python, Rust (prek) and JavaScript read alike.
 */
export const hookFilesPattern: string = String.raw`(?i)(?:(?:docker|container)file[^/]*|\.(?:docker|df))$`;

/**
 * The same of the hook for all kinds, of which Markdown is none that discovery takes. Letters are those of ASCII, but for the
 * Kelvin sign in the names of Dockerfiles, which the other pattern takes as well: so each is there in both cases, since only Python
 * has a flag for it.
 */
export function hookFilesPatternOfAll(): string {
  const extensions = [...kindOfExtension].flatMap(([extension, kind]) =>
    kind === "markdown" ? [] : [extension],
  );
  const endings = [...extensions, plainExtension].map(inAnyCase).join("|");
  const docker = `${inAnyCase("doc")}[Kk\\u212A]${inAnyCase("er")}`;
  const names = [
    `[^/]*(?:${docker}|${inAnyCase("container")})${inAnyCase("file")}[^/]*`,
    `[^/]*\\.(?:${docker}|${inAnyCase("df")})`,
    `[^/]+\\.(?:${endings})`,
    `\\.${inAnyCase("env")}(?:\\.[^/]*)?`,
    // Without extension, and not hidden.
    "[^/.]+",
    "[^/.][^/]*\\.",
  ];
  const unread = [...unreadNames].map(inAnyCase).join("|");
  // The first condition keeps the time linear: no alternative is tried on a folder.
  return `(?:^|/)(?=[^/]*$)(?!(?:${unread})$)(?:${names.join("|")})$`;
}

/** A pattern of a text of letters in lower case, and dots. */
function inAnyCase(text: string): string {
  return text
    .replaceAll(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`)
    .replaceAll(".", "\\.");
}
