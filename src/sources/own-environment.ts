import { curatedName } from "./curated-name.ts";
import type { DeployedEnvironment, Value } from "./source-reading.ts";
import { partOf } from "./value.ts";

/** Much more than a name or an id has. */
const maxLength = 4096;

/** A name in a workspace or a registry, or an id of ARM; then its version or label. */
const withScheme =
  /^(?:azureml:(?:.*?\/environments\/)?|\/.*?\/environments\/)([^/:@\s]+)(?:[:@/].*)?$/dis;
const withOrWithoutScheme =
  /^(?:azureml:(?:.*?\/environments\/)?|\/.*?\/environments\/)?([^/:@\s]+)(?:[:@/].*)?$/dis;

/**
 * The environment of the user's own that a value names (`azureml:NAME:1`, `azureml:NAME@latest`, a resource id); null for a curated
 * one and for what is no name.
 * @param isBare whether a name without `azureml:` counts, as in calls of the SDK
 */
export function ownEnvironment(value: Value, isBare: boolean): DeployedEnvironment | null {
  if (value.text.length > maxLength || curatedName(value.text, isBare)) return null;
  const name = (isBare ? withOrWithoutScheme : withScheme).exec(value.text)?.indices?.[1];
  return name ? { kind: "name", value: partOf(value, ...name) } : null;
}
