import { withEntities } from "../entities.ts";
import { safeText } from "../safe-text.ts";

/** What XML 1.0 has no way to write, besides what safe text leaves out. */
const notInXml = /[\uFFFE\uFFFF]/g;

/** Foreign text, safe for a log too, for an attribute or the text of an element. */
export function xmlText(text: string): string {
  const writable = safeText(text).replace(
    notInXml,
    (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
  );
  return withEntities(writable);
}

/** A start tag, or with `/` as its end an empty element. */
export function xmlTag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  end: "" | "/" = "",
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${xmlText(String(value))}"`,
  );
  return `<${name}${written.join("")}${end}>`;
}
