import * as z from "zod/mini";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import { path, value } from "./placeholders.ts";
import { about, mapping } from "./value-schemas.ts";

const namePath = String.raw`(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*`;
const host = String.raw`(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?|[a-z0-9-]+:[0-9]{1,5}|localhost)`;
/** `host:5000` is a registry: no slash follows the colon of a tag, and a port is followed by a slash or nothing. */
const prefixPattern = new RegExp(String.raw`^(?!mcr\.microsoft\.com(?:[:/]|$))${host}${namePath}$`);
const insteadPattern = new RegExp(
  String.raw`^[mM][cC][rR]\.[mM][iI][cC][rR][oO][sS][oO][fF][tT]\.[cC][oO][mM](?::443)?(?:/[A-Za-z0-9]+(?:[._-]+[A-Za-z0-9]+)*)*$`,
);

/** An entry of `images.mirrors`. */
export function mirror(): z.ZodMiniType {
  const name = z.string({ error: `${path} must be registry/path, not ${value}` });
  return mapping({
    prefix: about(
      name.check(
        z.regex(prefixPattern, { error: ({ input }) => `${path} ${whyNotPrefix(String(input))}` }),
      ),
      "Where the mirror is: registry/path, in lower case.",
    ),
    for: about(
      name.check(
        z.regex(insteadPattern, {
          error: ({ input }) => `${path} ${whyNotInstead(String(input))}`,
        }),
      ),
      "What it mirrors: mcr.microsoft.com, or a path on it.",
    ),
  });
}

function whyNotPrefix(text: string): string {
  const common = whyNotName(text);
  if (common !== null) return common;
  if (/^mcr\.microsoft\.com(?:[:/]|$)/.test(text))
    return `must not be on ${microsoftRegistry}, which it mirrors`;
  if (!/^[^/]*[.:]|^localhost(?:\/|$)/.test(text))
    return `must begin with a registry (contoso.azurecr.io/mcr), not ${value}; for Docker Hub write docker.io`;
  return `must be registry/path (contoso.azurecr.io/mcr/azureml), not ${value}`;
}

function whyNotInstead(text: string): string {
  return (
    whyNotName(text.toLowerCase()) ?? `must be ${microsoftRegistry} or a path on it, not ${value}`
  );
}

function whyNotName(text: string): string | null {
  if (/^[a-z]+:\/\//i.test(text))
    return `must not have a scheme: write ${text.replace(/^[a-z]+:\/+/i, "").slice(0, 80)}`;
  if (text.endsWith("/")) return "must not end with /";
  if (text.includes("@")) return "must not have a digest or a user";
  if (
    /:[^/]*$/.test(text) &&
    (text.includes("/") || !/:[0-9]{1,5}$/.test(text)) &&
    !/^[^/]*:[0-9]+(?:\/|$)/.test(text)
  )
    return "must not have a tag";
  if (/\/.*:/.test(text)) return "must not have a tag";
  if (text !== text.toLowerCase())
    return `must be in lower case: write ${text.toLowerCase().slice(0, 80)}`;
  return null;
}
