import * as z from "zod/mini";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";

/** Parts of the shape, and the words for what does not fit them. */

export const dayPattern: RegExp = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
export const argName: RegExp = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Relative, below its directory, and a file. */
export const baselinePath: RegExp =
  /^(?!\/)(?![A-Za-z]:)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\r\n]*[^\\/.\r\n]$/;

const path = String.raw`(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*`;
const host = String.raw`(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?|[a-z0-9-]+:[0-9]{1,5}|localhost)`;
/** A tag has no slash behind its colon, a port has one or ends the name: `host:5000` is a registry. */
const prefix: RegExp = new RegExp(String.raw`^(?!mcr\.microsoft\.com(?:[:/]|$))${host}${path}$`);
const instead: RegExp = new RegExp(
  String.raw`^[mM][cC][rR]\.[mM][iI][cC][rR][oO][sS][oO][fF][tT]\.[cC][oO][mM](?::443)?(?:/[A-Za-z0-9]+(?:[._-]+[A-Za-z0-9]+)*)*$`,
);

function whyNotPrefix(text: string): string {
  const common = whyNotName(text);
  if (common !== null) return common;
  if (/^mcr\.microsoft\.com(?:[:/]|$)/.test(text))
    return `cannot be on ${microsoftRegistry}: that is what it mirrors`;
  if (!/^[^/]*[.:]|^localhost(?:\/|$)/.test(text))
    return "begins with a registry (contoso.azurecr.io/mcr), not {value}; that of Docker Hub is docker.io";
  return "is registry/path (contoso.azurecr.io/mcr/azureml), not {value}";
}

function whyNotInstead(text: string): string {
  return whyNotName(text.toLowerCase()) ?? `is ${microsoftRegistry} or a path on it, not {value}`;
}

function whyNotName(text: string): string | null {
  if (/^[a-z]+:\/\//i.test(text))
    return `takes no scheme: write ${text.replace(/^[a-z]+:\/+/i, "").slice(0, 80)}`;
  if (text.endsWith("/")) return "takes no / at the end";
  if (text.includes("@")) return "takes no digest, and no user";
  if (
    /:[^/]*$/.test(text) &&
    (text.includes("/") || !/:[0-9]{1,5}$/.test(text)) &&
    !/^[^/]*:[0-9]+(?:\/|$)/.test(text)
  )
    return "takes no tag";
  if (/\/.*:/.test(text)) return "takes no tag";
  if (text !== text.toLowerCase())
    return `is in lower case: write ${text.toLowerCase().slice(0, 80)}`;
  return null;
}

export function absoluteBaseline({ input }: { readonly input?: unknown }): string {
  const text = String(input);
  if (text === "") return "{path} is the path of a file, and empty";
  if (/^(?:\/|[A-Za-z]:)/.test(text))
    return "{path} is relative to the directory of the configuration, not absolute";
  if (text.includes("\\")) return "{path} takes / and no backslash";
  if (/(?:^|\/)\.\.(?:\/|$)/.test(text)) return "{path} takes no .. in it";
  return "{path} is the path of a file, not {value}";
}

/** The description that editors show. */
export function about<Shape extends z.ZodMiniType>(shape: Shape, description: string): Shape {
  return shape.check(z.meta({ description }));
}

export function mapping(shape: Readonly<Record<string, z.ZodMiniType>>): z.ZodMiniType {
  return z.strictObject(shape, { error: noneOf("a mapping", "{}") });
}

/** Each item once. */
export function listOf(item: z.ZodMiniType, what: string, least = 0): z.ZodMiniType {
  const list = z.array(item, { error: noneOf(`a list of ${what}`, "[]") }).check(
    ({ value, issues }) => {
      const known = new Set<string>();
      for (const [index, entry] of value.entries()) {
        const text = JSON.stringify(entry);
        if (known.has(text))
          issues.push({
            code: "custom",
            input: entry,
            path: [index],
            message: "{path} repeats an earlier one: remove it",
          });
        known.add(text);
      }
    },
    z.meta({ uniqueItems: true }),
  );
  return least === 0
    ? list
    : list.check(z.minLength(least, { error: `{path} names at least one` }));
}

export function text(
  what: string,
  form: RegExp,
  empty = `{path} is ${what}, not {value}`,
): z.ZodMiniType {
  return z.string({ error: `{path} is text, not {value}` }).check(z.regex(form, { error: empty }));
}

export function absent(key: string): string {
  return `{parent} needs a ${key} that says something`;
}

/** `a, b or c` */
export function isOneOf(choices: readonly string[]): string {
  const last = choices.at(-1) ?? "";
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(", ")} or ${last}`;
}

/** A key with nothing behind it is forgotten more often than meant. */
function noneOf(what: string, empty: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) =>
    input === null
      ? `{path} is ${what}, and nothing stands behind it: write ${empty} or delete it`
      : `{path} is ${what}, not {value}`;
}

export function mirror(): z.ZodMiniType {
  const path = { error: "{path} is registry/path, not {value}" };
  return mapping({
    prefix: about(
      z
        .string(path)
        .check(z.regex(prefix, { error: ({ input }) => `{path} ${whyNotPrefix(String(input))}` })),
      "Where the mirror is: registry/path, in lower case.",
    ),
    for: about(
      z
        .string(path)
        .check(
          z.regex(instead, { error: ({ input }) => `{path} ${whyNotInstead(String(input))}` }),
        ),
      "What it mirrors: mcr.microsoft.com, or a path on it.",
    ),
  });
}
