import { unresolvedPart } from "../shell/unresolved.ts";
import type { CuratedName } from "./source-reading.ts";

const name = String.raw`(?<name>[\w.${unresolvedPart}-]+)`;
const tail = String.raw`(?:(?::|/versions/)(?<version>[\w.${unresolvedPart}-]+))?(?:(?:@|/labels/)(?<label>[\w:${unresolvedPart}-]+))?`;

/** `azureml://registries/azureml/environments/NAME`: all names of this registry are Microsoft's. */
const inRegistry = new RegExp(
  `^(?:azureml:)?(?:azureml:)?//registries/azureml/environments/${name}${tail}$`,
  "i",
);
/** An ARM id of an environment in a workspace. */
const inWorkspace = new RegExp(
  String.raw`^(?:azureml:)?(?:azureml:)?/{1,2}(?:subscriptions|locations)/[^\s]*/environments/${name}${tail}$`,
  "i",
);
const prefixed = new RegExp(`^azureml:${name}${tail}$`, "i");
const bare = new RegExp(`^${name}${tail}$`, "i");

/**
 * Takes the name of a curated environment apart; null for another text. Outside of the registry `azureml` only names that
 * begin with `AzureML-` are Microsoft's; others are the user's own.
 * @param isBare whether a name without `azureml:` counts, as in calls of the SDK
 */
export function curatedName(text: string, isBare: boolean): CuratedName | null {
  const own = inRegistry.exec(text);
  const match =
    own ?? inWorkspace.exec(text) ?? prefixed.exec(text) ?? (isBare ? bare.exec(text) : null);
  if (!match?.groups) return null;
  const { name: found = "", version = null, label = null } = match.groups;
  if (!own && !/^azureml-/i.test(found)) return null;
  return {
    ...versionOf(version ?? null, label ?? null),
    name: found,
    isOpen: text.includes(unresolvedPart),
  };
}

/** `:latest` is a label although a version stands there. */
function versionOf(
  version: string | null,
  label: string | null,
): Pick<CuratedName, "version" | "label"> {
  if (version !== null && /^latest$/i.test(version))
    return { version: null, label: label ?? version };
  return { version, label };
}
