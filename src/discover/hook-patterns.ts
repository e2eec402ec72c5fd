import { kindOfExtension, plainExtension, unreadNames } from "./kind-names.ts";

/**
 * The `files` patterns of the pre-commit hooks, in Python's syntax: every name that discovery takes, by itself or by its text.
 * That of the hook for Dockerfiles.
 */
export const hookFilesPattern: string = String.raw`(?i)(?:(?:docker|container)file[^/]*|\.(?:docker|df))$`;

/**
 * That of the hook for all kinds but Markdown. Letters are those of ASCII, but for the Kelvin sign in the names of Dockerfiles,
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
  return `(?ai)(?:^|/)(?!(?:${unread})$)(?:${names.join("|")})$`;
}

function literal(text: string): string {
  return text.replaceAll(".", String.raw`\.`);
}
