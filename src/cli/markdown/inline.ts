import type { Style } from "../../report/style.ts";

/** Code span, link, bold, emphasis, bare address, in the order in which they take precedence. */
const inline =
  /(`+)(.+?)\1(?!`)|\[([^\]]*)\]\(([^)\s]*)\)|\*\*(.+?)\*\*|(?<![\w\\])_([^_]+)_(?!\w)|<(https?:[^>\s]+)>/g;

/** The page of another rule, as rule pages link to it. */
const rulePage = /^\.\.\/([\w-]+)\/README\.md(?:#.*)?$/;

/**
 * Text of one paragraph, cell or heading for a terminal. Each word is styled for itself, so that a line break between two of
 * them neither colours the margin nor ends the style.
 * @param options `address`: of the page, which links are relative to; without `colors`, code spans keep their backticks
 */
export function renderInline(
  text: string,
  style: Style,
  { address: page, colors }: { readonly address: string; readonly colors: boolean },
): string {
  return text.replace(
    inline,
    (
      _,
      _ticks: string | undefined,
      code: string | undefined,
      label: string | undefined,
      target: string | undefined,
      bold: string | undefined,
      emphasis: string | undefined,
      address: string | undefined,
    ) => {
      if (code !== undefined) return colors ? words(code.trim(), style.blue) : `\`${code.trim()}\``;
      if (target !== undefined) return link(label ?? "", target, page);
      const strong = bold ?? emphasis;
      return strong === undefined ? (address ?? "") : words(strong, style.bold);
    },
  );
}

/** Another rule is a command, a heading of the page itself is on the screen already, and anything else has an address. */
function link(label: string, target: string, page: string): string {
  const text = label.replaceAll("`", "");
  if (target.startsWith("#")) return text;
  const [, rule] = rulePage.exec(target) ?? [];
  const where = rule === undefined ? absolute(target, page) : `inferlint explain ${rule}`;
  return text === where ? text : `${text} (${where})`;
}

function absolute(target: string, page: string): string {
  return /^https?:/.test(target) ? target : new URL(target, page).href;
}

function words(text: string, paint: (word: string) => string): string {
  return text.split(" ").map(paint).join(" ");
}
