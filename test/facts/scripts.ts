import type { NameFacts } from "../../src/domain/image/azureml-name.ts";

// The scripts of `npm run facts`, which have no types: they run before anything is built.

export type Json = Readonly<Record<string, unknown>>;
export type Entry = Record<string, unknown>;

export interface Inputs {
  collected: Record<string, Entry>;
  decided: Record<string, unknown>;
}

export interface Version {
  version: string;
  commit: string;
  day: string;
  parent?: string | null;
  os?: string | null;
  python?: string | null;
  cuda?: string | null;
  user?: string | null;
  framework?: string | null;
  condaPath?: string | null;
  env?: readonly string[];
}

export interface Stop {
  change: string;
  source: string;
  asOf?: string;
}

export interface Files {
  images: Entry & { repositories: Record<string, Entry> };
  tags: { repositories: Record<string, Record<string, string>> };
  digests: { repositories: Record<string, Record<string, string>> };
  "release-cycles": { cycles: Record<string, Entry> } & Entry;
  wheels: Entry;
}

type ReadName = (repository: string) => NameFacts;

const load = async <T>(name: string): Promise<T> =>
  (await import(new URL(`../../scripts/facts/${name}`, import.meta.url).href)) as T;

export const { build } = await load<{ build: (inputs: Inputs, readName: ReadName) => Files }>(
  "build/index.mjs",
);
export const { render } = await load<{ render: (file: Json) => string }>("build/render.mjs");
export const { versionFacts, newestOf } = await load<{
  versionFacts: (
    versions: readonly Version[],
    sourceOf: (version: Version) => Json,
  ) => { facts: Json; rows: readonly Json[] };
  newestOf: (versions: readonly Pick<Version, "version" | "day">[]) => Json | null;
}>("build/versions.mjs");
export const { wheelsOf } = await load<{ wheelsOf: (collected: Json) => Json }>("build/wheels.mjs");
export const { cyclesOf } = await load<{
  cyclesOf: (collected: Record<string, Json>, decided: Json) => Json;
}>("build/cycles.mjs");
export const { familyOf, processorOf, azuremlRepositoryOf } = await load<{
  familyOf: (repository: string) => string | null;
  processorOf: (repository: string, readName: ReadName) => string | null;
  azuremlRepositoryOf: (reference: string | null) => string | null;
}>("build/names.mjs");
export const { frameworkInParent, dropsFramework } = await load<{
  frameworkInParent: (parent: string | null) => string | null;
  dropsFramework: (from?: string, to?: string) => boolean;
}>("build/framework.mjs");
export const { readInputs } = await load<{ readInputs: (directory: string) => Inputs }>(
  "inputs/read-inputs.mjs",
);
export const { problemsOf } = await load<{ problemsOf: (files: Files) => readonly string[] }>(
  "laws/index.mjs",
);
export const { stopsOf, stopMessage } = await load<{
  stopsOf: (before: Files | null, after: Files, inputs: Inputs) => readonly Stop[];
  stopMessage: (stops: readonly Stop[]) => string;
}>("stops/index.mjs");
export const { factSections } = await load<{
  factSections: (before: Files, after: Files) => { title: string; lines: string[] }[];
}>("difference/facts.mjs");
export const { differenceOf } = await load<{
  differenceOf: (before: Files | null, after: Files) => Promise<string>;
}>("difference/index.mjs");
export const { differencesIn } = await load<{
  differencesIn: (path: string, committed: string, rendered: string) => readonly string[];
}>("compare.mjs");
