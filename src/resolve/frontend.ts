import type { OtherFrontend } from "../domain/build/build.ts";
import type { Text } from "../domain/build/dockerfile.ts";
import { readReference } from "../domain/image/image-reference.ts";
import { withoutDefaultPort } from "../domain/image/registry-host.ts";
import type { BuildArgs } from "./global-scope.ts";

const dockerHub: ReadonlySet<string> = new Set([
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
]);
const dockersOwn: ReadonlySet<string> = new Set([
  "docker/dockerfile",
  "docker/dockerfile-upstream",
]);

/** The frontend that reads the file: the build argument BUILDKIT_SYNTAX beats the directive. Null where none is named. */
export function namedFrontend(syntax: Text | null, buildArgs: BuildArgs): OtherFrontend | null {
  const argument = buildArgs.get("BUILDKIT_SYNTAX")?.trim().split(" ", 1)[0];
  const image = argument ?? syntax?.text;
  if (image === undefined) return null;
  return { image, region: argument === undefined ? (syntax?.region ?? null) : null };
}

/** The same, if it is not one of Docker's. */
export function otherFrontend(named: OtherFrontend | null): OtherFrontend | null {
  return named === null || isDockers(named.image) ? null : named;
}

function isDockers(image: string): boolean {
  const reading = readReference(image);
  if (reading.kind !== "reference") return false;
  const { registry, repository } = reading.reference;
  return (
    dockersOwn.has(repository) && (registry === null || dockerHub.has(withoutDefaultPort(registry)))
  );
}
