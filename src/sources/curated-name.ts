import { maskTemplates, templateMark } from "../shell/template.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import type { CuratedName } from "./source-reading.ts";

/** What a name, a version and a label may hold; a digest as a label has a colon. */
const namePattern = new RegExp(`^[\\w.${unresolvedPart}-]{1,255}$`);
const labelPattern = new RegExp(`^[\\w.:${unresolvedPart}-]+$`);
const scheme = /^azureml:/i;

/**
 * Takes the name of a curated environment apart; null for another text. In the registry `azureml` all names are Microsoft's; in a
 * workspace only those that begin with `AzureML-`, others are the user's own, as is everything in other registries.
 * @param text with one `unresolvedPart` for each unknown value
 * @param isBare whether a name without `azureml:` counts, as in calls of the SDK
 */
export function curatedName(text: string, isBare: boolean): CuratedName | null {
  const known = maskTemplates(text).masked.replaceAll(templateMark, unresolvedPart);
  const path = known.replace(scheme, "").replace(scheme, "");
  const hasScheme = path !== known;
  const found = path.startsWith("/") ? inPath(path, hasScheme) : split(path);
  if (!found || !(hasScheme || isBare || path.startsWith("/"))) return null;
  const { isMicrosofts, name, version, label } = found;
  if (!isMicrosofts && !/^azureml-/i.test(name)) return null;
  const parts = [name, version, label].flatMap((part) => part ?? []);
  return { name, version, label, isOpen: parts.some((part) => part.includes(unresolvedPart)) };
}

type Found = Omit<CuratedName, "isOpen"> & { readonly isMicrosofts: boolean };

/** `NAME`, `NAME:3`, `NAME@latest`, `NAME:3@latest`, `NAME@sha256:…`. `:latest` is a label although a version stands there. */
function split(text: string): Found | null {
  const at = text.indexOf("@");
  const label = at < 0 ? null : text.slice(at + 1);
  const [name = "", version = null, ...more] = (at < 0 ? text : text.slice(0, at)).split(":");
  const isLatest = version?.toLowerCase() === "latest";
  const isValid =
    more.length === 0 &&
    namePattern.test(name) &&
    (version === null || namePattern.test(version)) &&
    (label === null || labelPattern.test(label));
  if (!isValid) return null;
  return isLatest
    ? { isMicrosofts: false, name, version: null, label: label ?? version }
    : { isMicrosofts: false, name, version, label };
}

/**
 * `//registries/azureml/environments/NAME/versions/3`, or an ARM id:
 * `/subscriptions/…/resourceGroups/…/providers/…/workspaces/…/environments/NAME`.
 */
function inPath(path: string, hasScheme: boolean): Found | null {
  const segments = path.replace(/^\/{1,2}/, "").split("/");
  const [root = ""] = segments;
  if (!/^(?:registries|subscriptions|locations)$/i.test(root)) return null;
  if (!hasScheme && !/^\/subscriptions\//i.test(path)) return null;
  // A resource group may be called so, too.
  const at = segments.findIndex(
    (segment, index) =>
      /^environments$/i.test(segment) &&
      /^(?:registries|workspaces)$/i.test(segments[index - 2] ?? ""),
  );
  if (at < 0) return null;
  const [kind = "", owner = ""] = segments.slice(at - 2, at);
  const isRegistry = kind.toLowerCase() === "registries";
  if (isRegistry && owner.toLowerCase() !== "azureml") return null;
  const [last = "", key, value, ...more] = segments.slice(at + 1);
  const found = split(withKey(last, key, value));
  return found && more.length === 0 ? { ...found, isMicrosofts: isRegistry } : null;
}

/** `NAME/versions/3` as `NAME:3`, `NAME/labels/latest` as `NAME@latest`; empty, which is no name, for another path. */
function withKey(name: string, key: string | undefined, value: string | undefined): string {
  if (key === undefined || (key === "" && value === undefined)) return name;
  if (value === undefined || value === "") return "";
  if (/^versions$/i.test(key)) return `${name}:${value}`;
  return /^labels$/i.test(key) ? `${name}@${value}` : "";
}
