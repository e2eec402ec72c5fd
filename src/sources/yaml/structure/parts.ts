import type { Scalar } from "yaml";
import type {
  DeployedEnvironment,
  FoundBuild,
  FoundConda,
  FoundDockerfile,
  FoundReference,
  FoundRun,
  Value,
} from "../../source-reading.ts";
import { bothRuns } from "../../found-run.ts";
import type { Structure } from "./structure.ts";
import type { TreeNode } from "./tree.ts";

/** An environment with a name, and the nodes that it is made of. */
interface NamedNodes {
  readonly name: string;
  readonly images: readonly Scalar[];
  readonly builds: readonly FoundBuild[];
}

type DockerfileUse = Pick<FoundDockerfile, "build" | "serves">;

/** Reads what a document of one structure says; other documents say nothing to it. */
export type StructureReader = (root: TreeNode, parts: StructureParts) => void;

/** What the documents of a file say, collected. */
export class StructureParts {
  readonly #runs = new Map<Scalar, FoundRun>();
  readonly #values = new Map<Scalar, Value>();
  readonly #dockerfiles = new Map<Scalar, DockerfileUse>();
  readonly #builds: FoundBuild[] = [];
  readonly #deployed: DeployedEnvironment[] = [];
  readonly #defined: NamedNodes[] = [];
  readonly #scripts = new Set<Scalar>();
  conda: FoundConda | null = null;

  /** The image of a node is run. An alias can make one scalar the image of several runs. */
  run({ scalar }: TreeNode, run: FoundRun): void {
    if (!scalar) return;
    const other = this.#runs.get(scalar);
    this.#runs.set(scalar, other ? bothRuns(other, run) : run);
  }

  value({ scalar }: TreeNode, value: Value | null): void {
    if (scalar && value) this.#values.set(scalar, value);
  }

  dockerfile({ scalar }: TreeNode, use: DockerfileUse): void {
    if (scalar) this.#dockerfiles.set(scalar, use);
  }

  build(build: FoundBuild): FoundBuild {
    this.#builds.push(build);
    return build;
  }

  deployed(environment: DeployedEnvironment): void {
    this.#deployed.push(environment);
  }

  defined(environment: NamedNodes): void {
    this.#defined.push(environment);
  }

  script(node: TreeNode): void {
    if (node.scalar) this.#scripts.add(node.scalar);
  }

  structure(): Structure {
    return {
      runOf: (scalar) => this.#runs.get(scalar) ?? null,
      valueOf: (scalar) => this.#values.get(scalar) ?? null,
      builds: this.#builds.toSorted((a, b) => a.span.start - b.span.start),
      deployed: this.#deployed.toSorted((a, b) => a.value.span.start - b.value.span.start),
      defined: (referenceOf) =>
        this.#defined.map(({ name, images, builds }) => ({
          name,
          references: images.map(referenceOf).filter((found): found is FoundReference => !!found),
          builds,
        })),
      conda: this.conda,
      scripts: [...this.#scripts],
      dockerfileOf: (scalar) => this.#dockerfiles.get(scalar) ?? null,
    };
  }
}
