import type { ImageUse } from "../domain/build/build.ts";
import { checkedReading } from "../domain/build/build.ts";
import type { CondaServer, PythonPin, ServedEnvironment } from "../domain/build/image-run.ts";
import { pythonSpec } from "../domain/image/conda-spec.ts";
import { cleanPath, pathBelow } from "../text/clean-path.ts";
import type { FollowedStage } from "./follow-stage.ts";
import type { ContextCopy, MadeEnvironment } from "./stage-environments.ts";

/** The environment that serves, and its pin where that stands in the Dockerfile. */
export interface ServerOfBuild {
  readonly condaServer: CondaServer;
  readonly environments: readonly ServedEnvironment[];
}

/**
 * The conda environment that the target makes and that its variables point Azure ML's server to; null where there is none or it
 * is not certain, so that the Python of the image counts.
 * @param stages the stages that the target is built on, the one with the image first
 */
export function condaServerOf(
  path: string,
  stages: readonly Pick<FollowedStage, "environments" | "pointsTo">[],
  image: ImageUse,
): ServerOfBuild | null {
  const folder = stages.at(-1)?.pointsTo ?? null;
  if (folder === null) return null;
  const made = stages.flatMap(({ environments }, stage) =>
    environments.made
      .filter((environment) => isAt(environment, folder))
      .map((environment) => ({ environment, stage })),
  );
  const created = made.findLast(({ environment }) => environment.kind === "create");
  if (!created) return null;
  // What is installed later replaces the Python of the environment.
  const decides = made.findLast(({ environment }) => environment.python !== null) ?? created;
  const server = { folder, stage: image.stage };
  const after = made.slice(made.indexOf(created) + 1);
  if (after.some(({ environment }) => environment.file !== null))
    return unknownServer(server, "another command changes the environment");
  const { python } = decides.environment;
  if (python !== null && made.indexOf(decides) >= made.indexOf(created)) {
    const pin = python.value === null ? null : pinOf(python.value, python.region, path);
    if (pin === null) return unknownServer(server, `'${python.written}' depends on other values`);
    const { reading } = checkedReading(image);
    const text = reading.kind === "reference" ? reading.reference.text : reading.text;
    const usedBy = { path, region: image.region, image: text, reading };
    return {
      condaServer: { ...server, file: null, python: { kind: "pinned", pin } },
      environments: [{ pin, usedBy }],
    };
  }
  const { file } = created.environment;
  if (file === null) return unknownServer(server, "the command that makes it names none");
  const copies = stages.flatMap(({ environments: { copies: all } }, stage) => {
    if (stage > created.stage) return [];
    return stage === created.stage ? all.slice(0, created.environment.copiesBefore) : all;
  });
  const inContext = file.value === null ? null : sourceOf(file.value, copies);
  const { written, region } = file;
  if (inContext === null)
    return unknownServer(server, `it is not certain which file of the context ${written} is`);
  return {
    condaServer: {
      ...server,
      file: { path: inContext.slice(1), region, written },
      python: { kind: "unknown", why: `${written} was not read` },
    },
    environments: [],
  };
}

function unknownServer(server: Pick<CondaServer, "folder" | "stage">, why: string): ServerOfBuild {
  return {
    condaServer: { ...server, file: null, python: { kind: "unknown", why } },
    environments: [],
  };
}

function isAt({ prefix, name }: MadeEnvironment, folder: string): boolean {
  return prefix === folder || (name !== null && folder.endsWith(`/envs/${name}`));
}

function pinOf(value: string, region: PythonPin["region"], path: string): PythonPin {
  return { path, region, written: value, spec: pythonSpec(value) ?? "" };
}

/** The file of the context that a file of the image is a copy of; null where that is not certain. */
function sourceOf(file: string, copies: readonly ContextCopy[]): string | null {
  const found = new Set<string | null>();
  for (const { sources, destination, isFolder } of copies) {
    if (destination === null) continue;
    const below = pathBelow(file, destination);
    if (below === null) continue;
    if (below === "") {
      if (!isFolder) for (const source of sources) found.add(source);
      continue;
    }
    const named = sources.filter((source) => source?.slice(source.lastIndexOf("/")) === below);
    const folders = sources.filter((source) => source === null || !isYaml.test(source));
    for (const source of named.length > 0 ? named : folders)
      found.add(source === null || named.length > 0 ? source : cleanPath(source + below));
  }
  const [only = null] = found;
  return found.size === 1 ? only : null;
}

/** A file, which has nothing below it. */
const isYaml = /\.ya?ml$/;
