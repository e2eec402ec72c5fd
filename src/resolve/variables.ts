import { unknownPart } from "../shell/substitution.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import type { ValueLocation } from "../domain/build/build.ts";
import type { ArgInstruction, Text } from "../domain/build/dockerfile.ts";
import type { ExpandedText, Scope, Variable } from "./scope.ts";

type ArgDeclaration = ArgInstruction["declarations"][number];

/** Sets a variable to the value that its instruction gives. */
export function setVariable(
  scope: Scope,
  keyword: "ARG" | "ENV",
  name: string,
  { masked, unresolved, undeclared, omitted, provenance, overridable }: ExpandedText,
  { region, text: written }: Text,
): void {
  const location = { keyword, name, region, text: written, buildArg: null };
  scope.set(name, {
    value: { text: masked, unresolved },
    ...{ undeclared, omitted },
    provenance: [{ ...location, message: `${keyword} ${name}` }, ...provenance],
    overridable: overridable || keyword === "ARG",
  });
}

/** ENV with a name of which a part is not known. */
export function setAnyVariable(scope: Scope, name: ExpandedText): void {
  const { masked, unresolved, undeclared, omitted, provenance, overridable } = name;
  const value = unknownPart({ text: masked, unresolved }) ?? { text: masked, unresolved };
  scope.setAny({ value, undeclared, omitted, provenance, overridable });
}

/** Sets an ARG to a build argument, whatever its default is. @param buildArg with one `unresolvedPart` for each unknown part */
export function setToBuildArg(scope: Scope, declaration: ArgDeclaration, buildArg: string): void {
  const location: ValueLocation = {
    ...locationOf(declaration),
    message: `ARG ${declaration.name.text}, set by a build argument`,
    text: null,
    buildArg,
  };
  const unresolved = buildArg
    .split(unresolvedPart)
    .slice(1)
    .map(() => declaration.name.text);
  const value = { text: buildArg, unresolved };
  scope.set(declaration.name.text, {
    ...{ value, undeclared: [], omitted: [] },
    provenance: [location],
    overridable: true,
  });
}

/** Declares an ARG without a value. What is declared already keeps its value. */
export function declareWithoutValue(scope: Scope, declaration: ArgDeclaration): void {
  const { text: name } = declaration.name;
  if (scope.get(name)) return;
  const provenance = [locationOf(declaration)];
  scope.set(name, { value: null, undeclared: [], omitted: [], provenance, overridable: true });
}

/** A variable that BuildKit sets itself. */
export function preset(text: string): Variable {
  const names = { undeclared: [], omitted: [] };
  return { value: { text, unresolved: [] }, ...names, provenance: [], overridable: false };
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
