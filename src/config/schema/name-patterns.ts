import picomatch from "picomatch";
import type { NameForms } from "../../domain/image/name-forms.ts";
import { beginsWithRegistry, nameForms, openNameForms } from "../../domain/image/name-forms.ts";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import type { NamePatterns } from "../../domain/image/name-patterns.ts";
import { unresolvedPart } from "../../shell/unresolved.ts";
import { globMachine, isGlob } from "./patterns.ts";
import type { GlobMachine } from "./glob-machine.ts";

const hub = "docker.io";

interface Compiled {
  readonly source: string;
  readonly globs: readonly {
    readonly glob: string;
    readonly machine: GlobMachine;
    /** It has a registry, so that it is no pattern of what follows one. */
    readonly isWhole: boolean;
  }[];
}

/** Patterns of which one without a registry matches on every registry. */
export function compileNames(sources: readonly string[]): NamePatterns {
  return namePatterns(sources, (source) => [source], nameForms);
}

/**
 * Patterns of which one without a registry means the registry that a reader expects, since a list of what is allowed must not
 * allow look-alikes: Microsoft's for `azureml/…`, else Docker Hub, as in a Dockerfile.
 */
export function compileAllowedNames(sources: readonly string[]): NamePatterns {
  return namePatterns(sources, withRegistry, (name) => ({ whole: [name], bare: [] }));
}

function namePatterns(
  sources: readonly string[],
  meanings: (source: string) => readonly string[],
  formsOf: (name: string) => NameForms,
): NamePatterns {
  const compiled = sources.map((source): Compiled => {
    const globs = meanings(ofHub(source)).flatMap(withBelow);
    return {
      source,
      globs: globs.map((glob) => {
        return { glob, machine: globMachine(glob), isWhole: beginsWithRegistry(glob) };
      }),
    };
  });
  const all = compiled.flatMap(({ globs }) => globs);
  const roots = all.flatMap(({ glob }) => wholeFolder(glob));
  return {
    sources,
    literals: sources.map(ofHub).map(literalOf),
    matching: (name) => {
      const { whole, bare } = formsOf(name);
      const matches = ({ globs }: Compiled): boolean =>
        globs.some(({ glob, machine, isWhole }) =>
          [...whole, ...(isWhole ? [] : bare)].some(
            (form) => form === glob || machine.matches(form),
          ),
        );
      return compiled.find(matches)?.source ?? null;
    },
    mayMatch: (name) => {
      const { whole, bare } = openNameForms(name);
      return all.some(({ machine, isWhole }) =>
        [...whole, ...(isWhole ? [] : bare)].some((form) => {
          const parts = form.split(unresolvedPart);
          return machine.mayMatch(
            parts,
            parts.map((_, at) => isInHost(parts, at)),
          );
        }),
      );
    },
    mustMatch: (name) => {
      const [first = ""] = name.split("/", 1);
      if (first.includes(unresolvedPart)) return roots.includes("");
      const whole = beginsWithRegistry(name) ? name : `${hub}/${name}`;
      return roots.some((root) => whole.split(unresolvedPart, 1)[0]?.startsWith(root));
    },
  };
}

/** Whether the unknown part before one of the known ones is a part of a host: `${NAME}.azurecr.io/app`. */
function isInHost(parts: readonly string[], at: number): boolean {
  const before = parts.slice(0, at).join("");
  const [rest = "", ...path] = parts.slice(at).join("").split("/");
  return !before.includes("/") && path.length > 0 && /[.:]/.test(rest);
}

/** A pattern with a wildcard also matches everything below what it names. */
function withBelow(glob: string): readonly string[] {
  return isGlob(glob) ? [glob, `${glob}/**`] : [glob];
}

/** `azureml/` of `azureml/**`: every name that begins so matches. */
function wholeFolder(glob: string): readonly string[] {
  const root = glob.replace(/\*\*$/, "");
  return root === glob || isGlob(root) ? [] : [root];
}

/** Docker Hub has several hosts, and images of its own below `library/`, which may be left out. */
function ofHub(source: string): string {
  return source
    .replace(/\/$/, "")
    .replace(/^(?:index|registry-1)\.docker\.io(?=\/)/, hub)
    .replace(/^docker\.io\/(?=[^/*{[?]+$)/, `${hub}/library/`)
    .replace(/^([^/]+):0*443(?=\/)/, "$1");
}

function withRegistry(source: string): readonly string[] {
  if (beginsWithRegistry(source)) return [source];
  const [first = "", ...path] = source.split("/");
  if (first === "azureml") return [`${microsoftRegistry}/${source}`];
  const ofDockerHub = `${hub}/${path.length > 0 ? "" : "library/"}${source}`;
  return isGlob(first) ? [source, `${hub}/${source}`, ofDockerHub] : [ofDockerHub];
}

/** What every matching name has in it, however it is written: Docker Hub's names and a port may be left out. */
function literalOf(source: string): string {
  const known = isGlob(source) ? picomatch.scan(source).base : source;
  return known
    .split("/")
    .map((part) => part.replace(/:\d+$/, ""))
    .filter((part) => part !== hub && part !== "library")
    .reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}
