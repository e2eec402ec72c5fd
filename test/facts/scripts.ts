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
  environments: { environments: Record<string, Entry> };
}

type ReadName = (repository: string) => NameFacts;

interface Scripts {
  build: (inputs: Inputs, readName: ReadName) => Files;
  render: (file: Json) => string;
  versionFacts: (
    versions: readonly Version[],
    sourceOf: (version: Version) => Json,
  ) => { facts: Json; rows: readonly Json[] };
  newestOf: (versions: readonly Pick<Version, "version" | "day">[]) => Json | null;
  wheelsOf: (collected: Json) => Json;
  cyclesOf: (collected: Record<string, Json>, decided: Json) => Json;
  familyOf: (repository: string) => string | null;
  processorOf: (repository: string, readName: ReadName) => string | null;
  azuremlRepositoryOf: (reference: string | null) => string | null;
  frameworkInParent: (parent: string | null) => string | null;
  dropsFramework: (from?: string, to?: string) => boolean;
  problemsOf: (files: Files) => readonly string[];
  stopsOf: (before: Files | null, after: Files, inputs: Inputs) => readonly Stop[];
  stopMessage: (stops: readonly Stop[]) => string;
  factSections: (before: Files, after: Files) => { title: string; lines: string[] }[];
  differenceOf: (before: Files | null, after: Files) => Promise<string>;
}

const modules = [
  ...["build/index", "build/render", "build/versions", "build/wheels", "build/cycles"],
  ...["build/names", "build/framework", "laws/index", "stops/index"],
  ...["difference/facts", "difference/index"],
];
const loaded = await Promise.all(
  modules.map(async (name) => {
    const { href } = new URL(`../../scripts/facts/${name}.mjs`, import.meta.url);
    return (await import(href)) as Partial<Scripts>;
  }),
);

/** The functions of the scripts, by their names. */
export const scripts: Scripts = Object.assign({}, ...loaded) as Scripts;
