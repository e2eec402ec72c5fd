import { unresolvedPart } from "../../shell/unresolved.ts";
import type { ImageReference } from "./image-reference.ts";
import type { ImagePolicy, Mirror } from "./image-policy.ts";
import { microsoftRegistry } from "./image-policy.ts";
import { dockerHubName } from "./registry-host.ts";

/**
 * Registry and repository with mirrors mapped back to Microsoft's registry: `mcr.microsoft.com/azureml/…`, `docker.io/library/…`.
 * @param registry null where none is written, which means Docker Hub
 */
export function canonicalName(
  registry: string | null,
  repository: string,
  { mirrors }: ImagePolicy,
): string {
  return withoutMirror(fullName(registry, repository), mirrors);
}

/**
 * The canonical name, and the name as it is written where a mirror is between them: what is demanded of either is demanded of the
 * image.
 */
export function bothNames(
  { registry, repository }: Pick<ImageReference, "registry" | "repository">,
  { mirrors }: Pick<ImagePolicy, "mirrors">,
): readonly string[] {
  const written = fullName(registry, repository);
  return [...new Set([withoutMirror(written, mirrors), written])];
}

/** The same for a name with unknown parts, as far as the text before them shows. @param pattern as `ReferenceReading` has it */
export function bothOpenNames(
  pattern: string,
  { mirrors }: Pick<ImagePolicy, "mirrors">,
): readonly string[] {
  const [first = "", ...path] = nameOfPattern(pattern).split("/");
  const written = [path.length > 0 ? dockerHubName(first.toLowerCase()) : first, ...path].join("/");
  return [...new Set([withoutMirror(written, mirrors), written])];
}

function fullName(registry: string | null, repository: string): string {
  const host = dockerHubName(registry ?? "docker.io");
  const isOfficial = host === "docker.io" && !repository.includes("/");
  return `${host}/${isOfficial ? "library/" : ""}${repository}`;
}

/**
 * The name of another image of Microsoft's registry where one image comes from: on the same mirror, else on Microsoft's registry.
 * Null for an image that the mirror does not cover.
 * @param written registry and repository of the image, as written
 */
export function nameBeside(
  written: string,
  { registry, repository }: Pick<ImageReference, "registry" | "repository">,
  other: string,
  { mirrors }: ImagePolicy,
): string | null {
  const name = fullName(registry, repository);
  const mirror = mirrorOf(name, mirrors);
  const official = `${microsoftRegistry}/${other}`;
  if (!mirror) return official;
  if (!isBelow(official, mirror.instead)) return null;
  const path = name.slice(mirror.prefix.length);
  // Docker Hub's own name may be left out, which can be all of a prefix.
  const prefix = written.endsWith(path)
    ? written.slice(0, written.length - path.length)
    : mirror.prefix;
  return prefix + official.slice(mirror.instead.length);
}

/** The name with the prefix of a mirror replaced by what it mirrors. */
function withoutMirror(name: string, mirrors: readonly Mirror[]): string {
  const mirror = mirrorOf(name, mirrors);
  return mirror ? mirror.instead + name.slice(mirror.prefix.length) : name;
}

function mirrorOf(name: string, mirrors: readonly Mirror[]): Mirror | undefined {
  return mirrors.find(({ prefix }) => isBelow(name, prefix));
}

function isBelow(name: string, prefix: string): boolean {
  return name === prefix || name.startsWith(`${prefix}/`);
}

/** The path of an image on Microsoft's registry, mirrors mapped back; null for other images. @param name in lower case */
export function microsoftPath(name: string, { mirrors }: ImagePolicy): string | null {
  const match = /^mcr\.microsoft\.com(?::0*443)?\/(.*)$/s.exec(withoutMirror(name, mirrors));
  return match ? (match[1] ?? "") : null;
}

/**
 * Whether some value of the unknown parts makes the text an azureml inference image. What is known up to the first unknown
 * must agree with the registry and `azureml/`, and the last part of the path must contain `inference` or be unknown itself:
 * `${REGISTRY}/python` is another image in any case, and so is `${NAME}.azurecr.io/app-${VERSION}`.
 * @param pattern an expanded reference with `unresolvedPart` for each unknown value
 * @param names catalogued inference images
 */
export function mayBeInference(
  pattern: string,
  { mirrors, roots, infix }: ImagePolicy,
  names: ReadonlySet<string>,
): boolean {
  const name = nameOfPattern(pattern);
  if (!name.includes(unresolvedPart)) return true;
  const prefixes = prefixesOf(roots, mirrors);
  if (!mayBeBelow(name, prefixes)) return false;
  const last = name.slice(name.lastIndexOf("/") + 1);
  if (last.includes(unresolvedPart) ? !isElsewhere(name, prefixes) : name.includes(infix))
    return true;
  return [...names].some((known) => known.endsWith(`/${last}`));
}

/** Whether the known end of an unknown registry, `.azurecr.io`, is that of no registry that counts. */
function isElsewhere(name: string, prefixes: readonly string[]): boolean {
  const [registry = "", ...path] = name.toLowerCase().split("/");
  const end = registry.slice(registry.lastIndexOf(unresolvedPart) + unresolvedPart.length);
  if (path.length === 0 || !/[.:]/.test(end)) return false;
  return !prefixes.some((prefix) => prefix.split("/", 1)[0]?.endsWith(end));
}

/**
 * Whether some value of the unknown parts makes the text an image of Microsoft's registry or of a mirror.
 * @param pattern an expanded reference with `unresolvedPart` for each unknown value
 */
export function mayBeMicrosofts(
  pattern: string,
  { mirrors }: Pick<ImagePolicy, "mirrors">,
): boolean {
  return mayBeBelow(nameOfPattern(pattern), prefixesOf([""], mirrors));
}

/** The text without tag and digest. */
export function nameOfPattern(pattern: string): string {
  const [beforeDigest = ""] = pattern.split("@", 1);
  const tag = beforeDigest.indexOf(":", beforeDigest.lastIndexOf("/") + 1);
  return tag < 0 ? beforeDigest : beforeDigest.slice(0, tag);
}

/** Whether what is known up to the first unknown part agrees with one of the prefixes. */
function mayBeBelow(name: string, prefixes: readonly string[]): boolean {
  const [known = ""] = name.toLowerCase().split(unresolvedPart, 1);
  return prefixes.some((prefix) => prefix.startsWith(known) || known.startsWith(prefix));
}

/** How names begin below one of the roots on Microsoft's registry, or on a mirror. */
function prefixesOf(roots: readonly string[], mirrors: readonly Mirror[]): readonly string[] {
  const starts = [microsoftRegistry, `${microsoftRegistry}:443`].flatMap((registry) =>
    roots.map((root) => `${registry}/${root}`),
  );
  return [...starts, ...mirrors.flatMap(({ prefix }) => prefixForms(`${prefix}/`))];
}

/** The name of Docker Hub may be left out. */
function prefixForms(prefix: string): readonly string[] {
  const hub = "docker.io/";
  return prefix.startsWith(hub) ? [prefix, prefix.slice(hub.length)] : [prefix];
}

/**
 * Whether an invalid reference was meant as an inference image: `https://mcr.microsoft.com/azureml/…`.
 * @param names catalogued inference images
 */
export function isMeantAsInference(
  text: string,
  policy: ImagePolicy,
  names: ReadonlySet<string>,
): boolean {
  const name = text.toLowerCase().replace(/^[a-z]+:\/\//, "");
  const path = microsoftPath(name, policy)
    ?.replace(/[:@].*$/s, "")
    .replace(/^\/+/, "");
  if (path === undefined) return false;
  const root = policy.roots.find((start) => path.startsWith(start));
  if (root === undefined) return false;
  return path.slice(root.length).includes(policy.infix) || names.has(path);
}

/**
 * Whether a text names an inference image anywhere, such as an instruction that was not understood: `FORM mcr.microsoft.com/…`,
 * `FROM-mcr.microsoft.com/…`.
 * @param names catalogued inference images
 */
export function namesInferenceImage(
  text: string,
  policy: ImagePolicy,
  names: ReadonlySet<string>,
): boolean {
  const lower = text.toLowerCase();
  const prefixes = [
    `${microsoftRegistry}/`,
    `${microsoftRegistry}:443/`,
    ...policy.mirrors.map(({ prefix }) => `${prefix}/`),
  ];
  return prefixes.some((prefix) => {
    for (let at = lower.indexOf(prefix); at >= 0; at = lower.indexOf(prefix, at + 1)) {
      const [name = ""] = /^[^\s"']*/.exec(lower.slice(at)) ?? [];
      if (isMeantAsInference(name, policy, names)) return true;
    }
    return false;
  });
}
