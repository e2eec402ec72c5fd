import type { CondaPath, FoundConda } from "../source-reading.ts";
import type { Call } from "./call.ts";
import { branchesOf } from "./branches.ts";
import { argumentOf, callOf, lastNameOf, receiverOf } from "./call.ts";
import { condaOf, unnamedConda } from "./conda.ts";
import type { Reading } from "./paths.ts";
import { environmentMakers, passedOn, passedThrough } from "./sdk-names.ts";
import { valueOf } from "./string-expression.ts";
import { isLiteral } from "./string-reader.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { withoutParentheses } from "./syntax-tree.ts";
import { addAll } from "../../text/list.ts";

/** An environment that the program makes, gets or names. */
export interface Environment {
  readonly node: SyntaxNode;
  /** `made` by a call or by settings, `named` in a workspace or a registry, a `file` that is loaded, or `written` as a string. */
  readonly kind: "made" | "named" | "file" | "written";
  /** The expression of its name or of the path of its file. */
  readonly name: SyntaxNode | null;
  /** Of a named one: the arguments beside the name. */
  readonly version: SyntaxNode | null;
  readonly label: SyntaxNode | null;
  readonly isInRegistry: boolean;
  /** Expressions of images. */
  readonly images: SyntaxNode[];
  /** Expressions of the text or the path of a Dockerfile (SDK v1). */
  readonly dockerfiles: SyntaxNode[];
  /** Expressions of build contexts (SDK v2). */
  readonly builds: SyntaxNode[];
  conda: FoundConda | CondaPath | null;
  /** A deployment runs in it. */
  serves: boolean;
  /** Something runs in it: a job, a deployment. */
  isUsed: boolean;
}

/** Names that lead to names, and branches. */
const maxSteps = 64;

/** The environments of a program. */
export class Environments {
  readonly #reading: Reading;
  /** By the call that makes it, or by the name of what it is a part of: `config.environment`. */
  readonly #all = new Map<SyntaxNode | string, Environment>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  all(): readonly Environment[] {
    return [...this.#all.values()];
  }

  /** What an expression can be: several in branches. */
  of(node: SyntaxNode): readonly Environment[] {
    const { text, bindings } = this.#reading;
    const found: Environment[] = [];
    const tasks = [node];
    const done = new Set<SyntaxNode>();
    for (let step = 0; tasks.length > 0 && step < maxSteps; step++) {
      const inner = withoutParentheses(tasks.shift() ?? node);
      if (done.has(inner)) continue;
      done.add(inner);
      if (isLiteral(inner) || inner.name === "BinaryExpression") {
        const branches = branchesOf(inner, text);
        if (branches) addAll(tasks, branches);
        else found.push(this.get(inner, { kind: "written", name: inner }));
        continue;
      }
      switch (inner.name) {
        case "VariableName":
        case "MemberExpression": {
          const name = text.slice(inner.start, Math.min(inner.end, inner.start + 200));
          addAll(tasks, bindings.valuesAt(name, inner));
          const part = this.#all.get(name);
          if (part) found.push(part);
          break;
        }
        case "ConditionalExpression":
        case "AwaitExpression":
          addAll(tasks, branchesOf(inner, text) ?? []);
          break;
        case "CallExpression": {
          const call = callOf(text, inner);
          const next = call && this.#passed(call);
          if (next) tasks.push(next);
          const own = call && !next ? this.#ofCall(call) : null;
          if (own) found.push(own);
          else if (!next) addAll(tasks, branchesOf(inner, text) ?? []);
          break;
        }
      }
    }
    return found;
  }

  /** The environment that something is set on; one without a call where none is known: `config.environment`. */
  settingsOf(node: SyntaxNode): readonly Environment[] {
    const found = this.of(node).filter(({ kind }) => kind === "made");
    if (found.length > 0) return found;
    const name = this.#reading.text.slice(node.start, Math.min(node.end, node.start + 200));
    const own = this.#all.get(name) ?? make(node, { kind: "made" });
    this.#all.set(name, own);
    return [own];
  }

  #passed(call: Call): SyntaxNode | null {
    if (passedOn.has(call.name)) return argumentOf(call, "environment", 0) ?? null;
    return passedThrough.has(call.name) ? receiverOf(call) : null;
  }

  #ofCall(call: Call): Environment | null {
    const { node, name } = call;
    if (name === "load_environment")
      return this.get(node, { kind: "file", name: argumentOf(call, "source", 0) });
    if (name === "get") return this.#got(call);
    if (!environmentMakers.has(name) || !this.#isEnvironment(call)) return null;
    return this.#all.get(node) ?? this.#made(call);
  }

  #got(call: Call): Environment | null {
    const receiver = receiverOf(call);
    const owner = receiver ? lastNameOf(this.#reading.text, receiver) : "";
    const version = argumentOf(call, "version", owner === "Environment" ? 2 : 1);
    const label = argumentOf(call, "label", owner === "Environment" ? 3 : 2);
    if (owner === "Environment")
      return this.get(call.node, {
        kind: "named",
        name: argumentOf(call, "name", 1),
        version,
        label,
      });
    if (!/^_?environments$/.test(owner) || !receiver) return null;
    const isInRegistry = this.#isRegistryClient(receiver.first);
    const name = argumentOf(call, "name", 0);
    return this.get(call.node, { kind: "named", name, version, label, isInRegistry });
  }

  /** `MLClient(…, registry_name="azureml")`, also by a name that is set once. */
  #isRegistryClient(client: SyntaxNode | null): boolean {
    const { text, bindings, strings } = this.#reading;
    if (!client) return false;
    const [value, ...more] = bindings.valuesAt(text.slice(client.start, client.end), client);
    const call = value && more.length === 0 ? callOf(text, withoutParentheses(value)) : null;
    const registry = call?.name === "MLClient" ? call.keywords.get("registry_name") : null;
    const name = registry ? strings.read(registry) : null;
    return name !== null && valueOf(name).value.text.toLowerCase() === "azureml";
  }

  #isEnvironment(call: Call): boolean {
    const receiver = receiverOf(call);
    if (call.name === "Environment") return true;
    return receiver !== null && lastNameOf(this.#reading.text, receiver) === "Environment";
  }

  #made(call: Call): Environment {
    const own = this.get(call.node, { kind: "made", name: argumentOf(call, "name", 0) });
    const add = (list: SyntaxNode[], node: SyntaxNode | null | undefined): void => {
      if (node && node.name !== "None") list.push(node);
    };
    if (call.name === "Environment") {
      add(own.images, call.keywords.get("image"));
      add(own.builds, call.keywords.get("build"));
      const conda = call.keywords.get("conda_file");
      if (conda) own.conda = condaOf(conda, this.#reading);
    } else if (call.name === "from_docker_image") {
      add(own.images, argumentOf(call, "image", 1));
      const conda = argumentOf(call, "conda_specification");
      if (conda) own.conda = condaOf(conda, this.#reading);
    } else if (call.name === "from_dockerfile")
      add(own.dockerfiles, argumentOf(call, "dockerfile", 1));
    else if (call.name === "from_conda_specification") {
      const path = argumentOf(call, "file_path", 1);
      own.conda = path ? condaOf(path, this.#reading) : unnamedConda(call.node);
    } else if (call.name === "from_pip_requirements") own.conda = unnamedConda(call.node);
    return own;
  }

  /** The environment of a node, made of what is known of it where there is none yet. */
  get(node: SyntaxNode, some: Partial<Environment> & Pick<Environment, "kind">): Environment {
    const own = this.#all.get(node) ?? make(node, some);
    this.#all.set(node, own);
    return own;
  }
}

function make(
  node: SyntaxNode,
  some: Partial<Environment> & Pick<Environment, "kind">,
): Environment {
  return {
    node,
    name: null,
    version: null,
    label: null,
    isInRegistry: false,
    images: [],
    dockerfiles: [],
    builds: [],
    conda: null,
    serves: false,
    isUsed: false,
    ...some,
  };
}
