import type { ImageUse } from "../domain/build/build.ts";
import { checkedReading } from "../domain/build/build.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import type { ImagePolicy } from "../domain/image/image-policy.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import { withoutDefaultPort } from "../domain/image/registry-host.ts";

/** Which image a reference means, as far as the text tells. */
export interface Identity {
  readonly canonical: string | null;
  readonly inference: "yes" | "no" | "possible";
  /** The repository on Microsoft's registry, mirrors mapped back; null for other images. */
  readonly repository: string | null;
  readonly looksLike: string | null;
}

/** Maps mirrors back and tells azureml inference images from others. */
export function identify(
  use: ImageUse,
  policy: ImagePolicy,
  inferenceRepositories: ReadonlySet<string>,
): Identity {
  const { reading } = checkedReading(use);
  const other = { canonical: null, inference: "no", repository: null, looksLike: null } as const;
  switch (reading.kind) {
    case "open":
      return { ...other, inference: mayBeInference(reading.pattern, policy) ? "possible" : "no" };
    case "invalid": {
      // The file means the image, whatever is wrong with the reference.
      const name = reading.text.toLowerCase().replace(/^[a-z]+:\/\//, "");
      const repository = microsoftPath(name, policy)?.replace(/[:@].*$/s, "");
      const means = repository !== undefined && mayBeMeant(repository.replace(/^\/+/, ""), policy);
      return { ...other, inference: means ? "yes" : "no" };
    }
    case "reference": {
      const { registry, repository } = reading.reference;
      const canonical = canonicalName(registry, repository, policy);
      const own = microsoftPath(canonical, policy);
      if (own === null) {
        const looksLike = endingIn(repository, inferenceRepositories);
        return { ...other, canonical, looksLike };
      }
      const inference = policy.isInference(own) ? "yes" : "no";
      return { canonical, inference, repository: own, looksLike: null };
    }
  }
}

function canonicalName(
  registry: string | null,
  repository: string,
  { mirrors }: ImagePolicy,
): string {
  const isHub = registry === null || registry === "docker.io" || registry === "index.docker.io";
  const name = isHub
    ? `docker.io/${repository.includes("/") ? repository : `library/${repository}`}`
    : `${withoutDefaultPort(registry)}/${repository}`;
  const mirror = mirrors.find(({ prefix }) => name === prefix || name.startsWith(`${prefix}/`));
  return mirror ? mirror.instead + name.slice(mirror.prefix.length) : name;
}

/** The path on Microsoft's registry. */
function microsoftPath(name: string, policy: ImagePolicy): string | null {
  const match = /^mcr\.microsoft\.com(?::0*443)?\/(.*)$/s.exec(name);
  if (match) return match[1] ?? "";
  const mirror = policy.mirrors.find(({ prefix }) => name.startsWith(`${prefix}/`));
  return mirror
    ? microsoftPath(mirror.instead + name.slice(mirror.prefix.length), { ...policy, mirrors: [] })
    : null;
}

/**
 * Whether some value of the unknown parts makes the text an azureml inference image. What is known up to the first unknown
 * must agree with the registry and `azureml/`, and the last part of the path must say `inference` or be unknown itself:
 * `${REGISTRY}/python` stays another image.
 */
function mayBeInference(pattern: string, { mirrors, roots, infix }: ImagePolicy): boolean {
  const [beforeDigest = ""] = pattern.split("@", 1);
  const tag = beforeDigest.indexOf(":", beforeDigest.lastIndexOf("/") + 1);
  const name = tag < 0 ? beforeDigest : beforeDigest.slice(0, tag);
  const firstUnresolved = name.indexOf(unresolvedPart);
  if (firstUnresolved < 0) return true;
  const known = name.slice(0, firstUnresolved).toLowerCase();
  const starts = [microsoftRegistry, `${microsoftRegistry}:443`].flatMap((registry) =>
    roots.map((root) => `${registry}/${root}`),
  );
  const locations = [...starts, ...mirrors.map(({ prefix }) => `${prefix}/`)];
  if (!locations.some((location) => location.startsWith(known) || known.startsWith(location)))
    return false;
  const last = name.slice(name.lastIndexOf("/") + 1);
  return last.includes(unresolvedPart) || name.includes(infix);
}

/** Whether a path that is no repository was to be one of those that are judged. */
function mayBeMeant(path: string, { roots, infix }: ImagePolicy): boolean {
  const root = roots.find((start) => path.startsWith(start));
  return root !== undefined && path.slice(root.length).includes(infix);
}

/** The catalogued repository that a path ends in. */
function endingIn(repository: string, names: ReadonlySet<string>): string | null {
  const parts = repository.split("/");
  const endings = parts.map((_, start) => parts.slice(start).join("/"));
  return endings.find((ending) => names.has(ending)) ?? null;
}
