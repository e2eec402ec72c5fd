import { findReference } from "../find-reference.ts";
import type { FoundReference, NamedValue, ReaderContext, Value } from "../source-reading.ts";
import { curatedName } from "../curated-name.ts";
import { isUnknown, unresolvedPart } from "../../shell/unresolved.ts";
import { withPlaceholders } from "./placeholders.ts";
import type { PlacedPart, StringExpression } from "./string-expression.ts";
import { valueOf } from "./string-expression.ts";
import type { StringPlace } from "./string-place.ts";
import type { StringReader } from "./string-reader.ts";
import type { StringUse } from "./uses.ts";

/** Much more than a reference has. */
const maxLength = 4096;

/** What decides whether a string is a reference. */
interface StringContext {
  readonly strings: StringReader;
  readonly context: ReaderContext;
  readonly text: string;
  readonly place: StringPlace;
  readonly use: StringUse | null;
}

/**
 * The reference, or the name of an environment, that a string as a whole is. A name without `azureml:` counts where a call of the
 * SDK takes it, or where what it is given to is named after environments.
 */
export function referenceOf(
  expression: StringExpression,
  { context, place, use, strings, text }: StringContext,
): FoundReference | null {
  if (lengthOf(expression.parts) > maxLength) return null;
  const environments = use || /env/i.test(place.name) ? "bare" : "prefixed";
  const run = use?.run ?? null;
  for (const parts of [expression.parts, withAnyPlaceholders(expression.parts)]) {
    const { value, parts: values } = valueOf({ ...expression, parts }, context.mayName);
    const found =
      findReference(value, context, { run, parts: values, environments, name: place.name }) ??
      (use?.isInRegistry ? inRegistry(value, values, use) : null);
    if (!found) continue;
    if (found.environment) return withVersion(found, use, strings, text);
    // A path of files can look like an image whose registry is not known.
    if (
      isUnknown(registryOf(found.value)) &&
      !use?.run &&
      !/image|docker|container|registry|base/i.test(place.name)
    )
      return null;
    return found;
  }
  return null;
}

function lengthOf(parts: readonly PlacedPart[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === "known" ? part.text.length : 1), 0);
}

function registryOf({ text }: Value): string {
  return text.slice(0, text.indexOf("/"));
}

/** A literal that is filled in elsewhere: `TEMPLATE.format(tag=…)`. */
function withAnyPlaceholders(parts: readonly PlacedPart[]): readonly PlacedPart[] {
  return parts.flatMap((part): readonly PlacedPart[] => {
    if (part.kind === "unknown") return [part];
    const { literal, constant } = part;
    const read = withPlaceholders(part, "any", () => null, 0);
    return read.parts.map((each) => ({ ...each, literal, constant }));
  });
}

/** All names of the registry `azureml` are Microsoft's. */
function inRegistry(
  value: Value,
  parts: readonly NamedValue[],
  { run }: StringUse,
): FoundReference | null {
  const environment = curatedName(`azureml://registries/azureml/environments/${value.text}`, false);
  return environment && { value, parts, environment, run };
}

/** `Environment.get(ws, name="…", version=3)`: what a call gives beside the name counts where the name has none. */
function withVersion(
  found: FoundReference,
  use: StringUse | null,
  strings: StringReader,
  text: string,
): FoundReference {
  const { environment } = found;
  if (!environment || !use || environment.version !== null || environment.label !== null)
    return found;
  const version = use.version && argumentValue(use.version, strings, text);
  const label = use.label && argumentValue(use.label, strings, text);
  if (!version && !label) return found;
  const isOpen = [version, label].some((each) => each?.includes(unresolvedPart));
  return {
    ...found,
    environment: { ...environment, version, label, isOpen: environment.isOpen || isOpen },
  };
}

function argumentValue(
  node: NonNullable<StringUse["version"]>,
  strings: StringReader,
  text: string,
): string | null {
  if (node.name === "None") return null;
  if (node.name === "Number") return text.slice(node.start, node.end);
  const string = strings.read(node) ?? strings.constant(node);
  return string ? valueOf(string).value.text : unresolvedPart;
}
