import { unresolvedPart } from "../../shell/unresolved.ts";

const hub = "docker.io/";
const official = `${hub}library/`;

/** The ways in which an image can be named. */
export interface NameForms {
  /** With its registry. */
  readonly whole: readonly string[];
  /** Without it. */
  readonly bare: readonly string[];
}

/**
 * The ways in which an image can be named: what Docker Hub adds may be left out.
 * @param name canonical: `docker.io/library/python`
 */
export function nameForms(name: string): NameForms {
  const path = name.slice(name.indexOf("/") + 1);
  if (!name.startsWith(official)) return { whole: [name], bare: [path] };
  const short = name.slice(official.length);
  return { whole: [name, `${hub}${short}`], bare: [path, short] };
}

/** Whether the first part of a name is a registry: it has a dot or a port, or is `localhost`. */
export function beginsWithRegistry(name: string): boolean {
  const [first = "", ...path] = name.split("/");
  return path.length > 0 && (/[.:]/.test(first) || first === "localhost");
}

/**
 * The registry of a name with unknown parts; null where these decide.
 * @param name with `unresolvedPart` for each of them, without tag and digest
 */
export function registryOfOpenName(name: string): string | null {
  const [first = "", ...path] = name.split("/");
  if (first.includes(unresolvedPart)) return null;
  return path.length > 0 && beginsWithRegistry(name) ? first.toLowerCase() : hub.slice(0, -1);
}

/** The same for a name with unknown parts. */
export function openNameForms(name: string): NameForms {
  const [first = "", ...rest] = name.split("/");
  const path = rest.join("/");
  const isOpen = first.includes(unresolvedPart);
  if (!isOpen && beginsWithRegistry(name)) return { whole: [name], bare: [path] };
  const ofHub = [`${hub}${name}`, ...(rest.length === 0 ? [`${official}${name}`] : [])];
  // An unknown part can hold the registry, or none of it, which means Docker Hub.
  return isOpen
    ? { whole: [name, ...ofHub], bare: rest.length > 0 ? [name, path] : [name] }
    : { whole: ofHub, bare: [name] };
}
