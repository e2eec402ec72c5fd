import type { ValueLocation } from "../domain/build/build.ts";
import type { ArgInstruction, Text } from "../domain/build/dockerfile.ts";
import type { ExpandedText, Scope } from "./scope.ts";

type ArgDeclaration = ArgInstruction["declarations"][number];

/** Sets a variable to the value that its instruction gives. */
export function setVariable(
  scope: Scope,
  keyword: "ARG" | "ENV",
  name: string,
  { text, unresolved, provenance, overridable }: ExpandedText,
  { region, text: written }: Text,
): void {
  const location = { keyword, name, region, text: written, buildArg: null };
  scope.set(name, {
    value: { text, unresolved },
    provenance: [{ ...location, message: `${keyword} ${name}` }, ...provenance],
    overridable: overridable || keyword === "ARG",
  });
}

/** Sets an ARG to a build argument, whatever its default is. */
export function setToBuildArg(scope: Scope, declaration: ArgDeclaration, buildArg: string): void {
  const location: ValueLocation = {
    ...locationOf(declaration),
    message: `ARG ${declaration.name.text}, set by a build argument`,
    text: null,
    buildArg,
  };
  const value = { text: buildArg, unresolved: [] };
  scope.set(declaration.name.text, { value, provenance: [location], overridable: true });
}

/** Declares an ARG without a value. One that is declared already keeps its value. */
export function declareWithoutValue(scope: Scope, declaration: ArgDeclaration): void {
  const { text: name } = declaration.name;
  if (scope.get(name)) return;
  scope.set(name, { value: null, provenance: [locationOf(declaration)], overridable: true });
}

/** An ARG, with its default as written. */
function locationOf({ name, value }: ArgDeclaration): ValueLocation {
  return {
    message: `ARG ${name.text}`,
    region: (value ?? name).region,
    keyword: "ARG",
    name: name.text,
    text: value?.text ?? null,
    buildArg: null,
  };
}
