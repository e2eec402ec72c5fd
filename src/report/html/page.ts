import type { Content } from "./markup.ts";
import { markup } from "./markup.ts";
import { style, styleHash } from "./style.ts";

/** A link of the navigation: a section and its heading. */
export type PageLink = readonly [id: string, heading: string];

/** What a page has besides its sections. */
export interface PageFrame {
  readonly title: string;
  /** Below the title. */
  readonly subtitle: Content;
  readonly links: readonly PageLink[];
  readonly footer: Content;
}

/**
 * The page up to its first section. It loads nothing and runs nothing, and the policy in it says so to the browser: only the
 * style with this hash counts.
 */
export function* pageStart({ title, subtitle, links }: PageFrame): Iterable<string> {
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  yield `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
`;
  // An empty icon keeps a browser from asking a server for one.
  yield markup`<title>${title}</title>
    <link rel="icon" href="data:,">
    `.text;
  yield `<style>${style}</style>\n</head>\n`;
  yield markup`<body>
    <header>
      <p class="tool">inferlint</p>
      <h1>${title}</h1>
      <p>${subtitle}</p>
      <nav aria-label="Sections">
        <ul>
          ${links.map(([id, heading]) => markup`<li><a href="#${id}">${heading}</a></li>`)}
        </ul>
      </nav>
    </header>
    <main>
    `.text;
}

export function* pageEnd({ footer }: PageFrame): Iterable<string> {
  yield markup`</main>
<footer><p>${footer}</p></footer>
</body>
</html>
`.text;
}
