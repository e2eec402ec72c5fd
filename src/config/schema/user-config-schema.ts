import { isAbsolute } from "node:path";
import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { ConfigNode, MappingNode, TreeProblem } from "../source/config-tree.ts";
import { shownName, shownText, valueAt } from "../source/config-tree.ts";
import {
  canonicalHost,
  whyNotHost,
  whyNotRealm,
  whyNotSecret,
  whyNotToken,
  whyNotUsername,
} from "./registry-grammar.ts";
import { suggestion } from "../../text/suggestion.ts";

/** What only the user decides, for every repository: `~/.config/inferlint/config.yaml`. */
export interface UserConfig {
  readonly registries: readonly RegistryAccess[];
  /** Absolute, or as it was written where it begins with `~/`; null where nothing is said. */
  readonly cacheDir: string | null;
}

const topKeys: readonly string[] = ["registries", "cacheDir"];
const registryKeys: readonly string[] = [
  "host",
  "insecure",
  "realm",
  "username",
  "password",
  "token",
];

/** Of `.inferlint.yaml`. */
const repositoryKeys: readonly string[] =
  "files images rules exceptions build baseline failOn overrides allowLocal maxExceptionDays".split(
    " ",
  );

/**
 * Checks by hand what the configuration of repositories has a schema for: a value of this file can be a secret, or a secret
 * that stands in the wrong place, so that no value is ever repeated that could be one.
 */
export function readUserConfig(root: ConfigNode): {
  readonly config: UserConfig;
  readonly problems: readonly TreeProblem[];
} {
  const reader = new UserConfigReader();
  const config = reader.read(root);
  return { config, problems: reader.problems };
}

const nothing: UserConfig = { registries: [], cacheDir: null };

class UserConfigReader {
  readonly problems: TreeProblem[] = [];
  private readonly hosts = new Set<string>();

  read(root: ConfigNode): UserConfig {
    if (root.kind !== "mapping") {
      this.reject(root, `a configuration is a mapping, not ${kindOf(root)}`);
      return nothing;
    }
    this.findUnknownKeys(root, "", topKeys);
    return {
      registries: this.readRegistries(valueAt(root, "registries")),
      cacheDir: this.readText(root, "", "cacheDir", whyNotCacheDir),
    };
  }

  private readRegistries(node: ConfigNode | null): readonly RegistryAccess[] {
    if (node === null) return [];
    if (node.kind !== "list") {
      const rest = isNothing(node)
        ? ", and nothing stands behind it: write [] or delete it"
        : `, not ${kindOf(node)}`;
      this.reject(node, `registries is a list of registries${rest}`);
      return [];
    }
    return node.items.flatMap((item, index) => {
      const name = `registries[${index}]`;
      if (item.kind === "mapping") return this.readRegistry(item, name);
      this.reject(item, `${name} is a mapping with a host, not ${kindOf(item)}`);
      return [];
    });
  }

  private readRegistry(node: MappingNode, name: string): readonly RegistryAccess[] {
    const location = `${name}.`;
    this.findUnknownKeys(node, name, registryKeys);
    const host = this.readText(node, location, "host", whyNotHost);
    const isReported = valueAt(node, "host") !== null;
    if (!isReported) this.reject(node, `${name} needs a host`);
    const insecure = this.readInsecure(node, location);
    const realm = this.readText(node, location, "realm", (text) =>
      whyNotRealm(text, insecure !== false),
    );
    const username = this.readText(node, location, "username", whyNotUsername);
    const password = this.readText(node, location, "password", whyNotSecret);
    const token = this.readText(node, location, "token", whyNotToken);
    this.findHalves(node, name);
    if (host === null) return [];
    const own = canonicalHost(host);
    const where = valueAt(node, "host") ?? node;
    if (this.hosts.has(own)) this.reject(where, `${shownName(own)} is there twice: remove one`);
    this.hosts.add(own);
    return [{ host: own, insecure: insecure === true, realm, username, password, token }];
  }

  /** Null for what is neither true nor false. */
  private readInsecure(node: MappingNode, location: string): boolean | null {
    const value = valueAt(node, "insecure");
    if (value === null) return false;
    if (value.kind === "scalar" && typeof value.value === "boolean") return value.value;
    const text = value.kind === "scalar" ? String(value.value) : "";
    const shown = /^(?:yes|no|on|off|[01])$/i.test(text) ? text : kindOf(value);
    this.reject(value, `${location}insecure is true or false, not ${shown}`);
    return null;
  }

  /** Keys that say something only together, or only alone. */
  private findHalves(node: MappingNode, name: string): void {
    const key = (key: string): TreeProblem["span"] => node.entries.get(key)?.key ?? null;
    const [username, password, token] = [key("username"), key("password"), key("token")];
    const add = (span: TreeProblem["span"], message: string): void => {
      this.problems.push({ span, message: `${name}.${message}` });
    };
    if (password && !username) add(password, "password says nothing without username: add it");
    if (username && !password)
      add(username, "username says nothing without password: docker login keeps both elsewhere");
    if (token && (username ?? password))
      add(token, "token cannot stand beside username and password: remove one or the other");
  }

  /** Null where nothing is said, or nothing that is right. */
  private readText(
    node: MappingNode,
    location: string,
    key: string,
    whyNot: (text: string) => string | null,
  ): string | null {
    const value = valueAt(node, key);
    if (value === null) return null;
    if (value.kind !== "scalar" || typeof value.value !== "string") {
      const hint = value.kind === "scalar" && !isNothing(value) ? ": write it in quotes" : "";
      this.reject(value, `${location}${key} is text, not ${kindOf(value)}${hint}`);
      return null;
    }
    const why = whyNot(value.value);
    if (why === null) return value.value;
    this.reject(value, `${location}${key} ${why}`);
    return null;
  }

  private findUnknownKeys(node: MappingNode, name: string, known: readonly string[]): void {
    for (const [key, entry] of node.entries)
      if (!known.includes(key))
        this.problems.push({ span: entry.key, message: describeUnknownKey(key, name, known) });
  }

  private reject(node: ConfigNode, message: string): void {
    if (node.kind === "scalar" && node.isBroken) return;
    this.problems.push({ span: node.span, message });
  }
}

/** @param name of the mapping; empty for the whole */
function describeUnknownKey(key: string, name: string, known: readonly string[]): string {
  const where = name === "" ? "" : ` in ${name}`;
  const there = known.join(", ");
  // `password:secret`, without the blank, is one word and a key.
  if (!/^[A-Za-z][A-Za-z_-]{0,30}$/.test(key))
    return `this is no key${where}: a key, a colon and a blank come before a value; there are ${there}`;
  const meant = suggestion(key, known);
  if (meant !== "") return `there is no key ${key}${where}${meant}`;
  if (name === "" && registryKeys.includes(key))
    return `${key} belongs in an entry of registries: registries: [{ host: …, ${key}: … }]`;
  if (topKeys.includes(key)) return `${key} stands at the top`;
  if (repositoryKeys.includes(key))
    return `${key} belongs in a repository's .inferlint.yaml, or in a policy`;
  return `there is no key ${key}${where}; there are ${there}`;
}

/** Its own on this machine: a cache in a repository could be filled by the repository. */
function whyNotCacheDir(text: string): string | null {
  if (text === "") return "is a directory, and empty";
  if (/[\0\r\n]/.test(text)) return "holds a line end";
  if (/^~\/./.test(text) || isAbsolute(text)) return null;
  return `is absolute or begins with ~/, not ${shownText(text)}`;
}

function isNothing(node: ConfigNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** Never the value itself. */
function kindOf(node: ConfigNode): string {
  if (node.kind !== "scalar") return `a ${node.kind}`;
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return "text";
  return typeof node.value === "number" ? "a number" : "true or false";
}
