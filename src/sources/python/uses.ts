import { bothRuns } from "../found-run.ts";
import type { FoundRun } from "../source-reading.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { withoutParentheses } from "./syntax-tree.ts";

/** What the SDK does with a string. */
export interface StringUse {
  /** Null where it is not run. */
  readonly run: FoundRun | null;
  /** The version and the label that a call gives beside the name of an environment. */
  readonly version: SyntaxNode | null;
  readonly label: SyntaxNode | null;
  /** It is the name of an environment of the registry `azureml`. */
  readonly isInRegistry: boolean;
}

/** What an environment does with a Dockerfile. */
export interface DockerfileUse {
  /** As messages name its build. */
  readonly name: string;
  readonly serves: boolean;
}

/** What the SDK does with the strings of a program. */
export class Uses {
  readonly #uses = new Map<SyntaxNode, StringUse>();
  readonly #dockerfiles = new Map<SyntaxNode, DockerfileUse>();

  of(node: SyntaxNode): StringUse | null {
    return this.#uses.get(node) ?? null;
  }

  dockerfile(node: SyntaxNode): DockerfileUse | null {
    return this.#dockerfiles.get(node) ?? null;
  }

  addDockerfile(node: SyntaxNode, use: DockerfileUse): void {
    const key = withoutParentheses(node);
    const other = this.#dockerfiles.get(key);
    this.#dockerfiles.set(key, { ...use, serves: use.serves || (other?.serves ?? false) });
  }

  /**
   * A string can be used by several calls, as a constant. It serves if one of them does. Where one of them runs the image as it
   * is, it is checked as it is.
   */
  add(node: SyntaxNode, use: Partial<StringUse>): void {
    const key = withoutParentheses(node);
    const own = { run: null, version: null, label: null, isInRegistry: false, ...use };
    const other = this.#uses.get(key);
    this.#uses.set(key, other ? both(other, own) : own);
  }
}

function both(one: StringUse, other: StringUse): StringUse {
  return {
    run: one.run && other.run ? bothRuns(one.run, other.run) : (one.run ?? other.run),
    version: one.version ?? other.version,
    label: one.label ?? other.label,
    isInRegistry: one.isInRegistry && other.isInRegistry,
  };
}
