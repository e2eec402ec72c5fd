import { isAbsolute } from "node:path";
import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { ConfigNode, MappingNode } from "../source/config-tree.ts";
import { valueAt } from "../source/config-tree.ts";
import { shownName, shownText } from "../source/shown-value.ts";
import type { SpanProblem } from "../source/syntax-problem.ts";
import {
  canonicalHost,
  whyNotHost,
  whyNotRealm,
  whyNotSecret,
  whyNotToken,
  whyNotUsername,
} from "./registry-grammar.ts";
import { joinList } from "../../text/list.ts";
import { suggestion } from "../../text/suggestion.ts";
import { topLevelKeys } from "./unknown-key.ts";

/** Settings that only the user makes, for all repositories: `~/.config/inferlint/config.yaml`. */
export interface UserConfig {
  readonly registries: readonly RegistryAccess[];
  /** Absolute, or as written if it begins with `~/`; null if not set. */
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

/** Whether a key may be shown: a misspelt one could hold a secret. */
export function isUserConfigKey(key: string): boolean {
  return topKeys.includes(key) || registryKeys.includes(key);
}

/**
 * Checks by hand instead of by a schema: any value of this file can be a secret, even one in the wrong place, so messages
 * repeat no value that could be one.
 */
export function readUserConfig(root: ConfigNode): {
  readonly config: UserConfig;
  readonly problems: readonly SpanProblem[];
} {
  const reader = new UserConfigReader();
  const config = reader.read(root);
  return { config, problems: reader.problems };
}

const defaults: UserConfig = { registries: [], cacheDir: null };

class UserConfigReader {
  readonly problems: SpanProblem[] = [];
  private readonly hosts = new Set<string>();

  read(root: ConfigNode): UserConfig {
    if (root.kind !== "mapping") {
      this.reject(root, `the configuration must be a mapping, not ${kindOf(root)}`);
      return defaults;
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
      const rest = isEmpty(node)
        ? ", and has no value: write [] or delete it"
        : `, not ${kindOf(node)}`;
      this.reject(node, `registries must be a list of registries${rest}`);
      return [];
    }
    return node.items.flatMap((item, index) => {
      const name = `registries[${index}]`;
      if (item.kind === "mapping") return this.readRegistry(item, name);
      this.reject(item, `${name} must be a mapping with a host, not ${kindOf(item)}`);
      return [];
    });
  }

  private readRegistry(node: MappingNode, name: string): readonly RegistryAccess[] {
    const location = `${name}.`;
    this.findUnknownKeys(node, name, registryKeys);
    const host = this.readText(node, location, "host", whyNotHost);
    const isReported = valueAt(node, "host") !== null;
    if (!isReported) this.reject(node, `missing key host in ${name}`);
    const insecure = this.readInsecure(node, location);
    const realm = this.readText(node, location, "realm", (text) =>
      whyNotRealm(text, insecure !== false),
    );
    const username = this.readText(node, location, "username", whyNotUsername);
    const password = this.readText(node, location, "password", whyNotSecret);
    const token = this.readText(node, location, "token", whyNotToken);
    this.checkCredentials(node, name);
    if (host === null) return [];
    const own = canonicalHost(host);
    const where = valueAt(node, "host") ?? node;
    if (this.hosts.has(own)) this.reject(where, `duplicate registry ${shownName(own)}: remove one`);
    this.hosts.add(own);
    return [{ host: own, insecure: insecure === true, realm, username, password, token }];
  }

  /** Null for what is neither true nor false, which is reported. */
  private readInsecure(node: MappingNode, location: string): boolean | null {
    const value = valueAt(node, "insecure");
    if (value === null) return false;
    if (value.kind === "scalar" && typeof value.value === "boolean") return value.value;
    const text = value.kind === "scalar" ? String(value.value) : "";
    const shown = /^(?:yes|no|on|off|[01])$/i.test(text) ? text : kindOf(value);
    this.reject(value, `${location}insecure must be true or false, not ${shown}`);
    return null;
  }

  /** Keys that are only valid together, and keys that exclude each other. */
  private checkCredentials(node: MappingNode, name: string): void {
    const key = (key: string): SpanProblem["span"] => node.entries.get(key)?.key ?? null;
    const [username, password, token] = [key("username"), key("password"), key("token")];
    const add = (span: SpanProblem["span"], message: string): void => {
      this.problems.push({ span, message: `${name}.${message}` });
    };
    if (password && !username) add(password, "password needs username too: add it");
    if (username && !password)
      add(username, "username needs password too: add it, or use docker login instead");
    if (token && (username ?? password))
      add(token, "token excludes username and password: remove one or the other");
  }

  /** Null where it is not set, or not valid, which is reported. */
  private readText(
    node: MappingNode,
    location: string,
    key: string,
    whyNot: (text: string) => string | null,
  ): string | null {
    const value = valueAt(node, key);
    if (value === null) return null;
    if (value.kind !== "scalar" || typeof value.value !== "string") {
      const hint = value.kind === "scalar" && !isEmpty(value) ? ": put it in quotes" : "";
      this.reject(value, `${location}${key} must be text, not ${kindOf(value)}${hint}`);
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
  // YAML reads `password:secret`, without the space, as one word and a key.
  if (!/^[A-Za-z][A-Za-z_-]{0,30}$/.test(key))
    return `not a key${where}: write a key, a colon, a space and the value; known keys: ${joinList(known)}`;
  const meant = suggestion(key, known);
  if (meant !== "") return `unknown key ${key}${where}${meant}`;
  if (name === "" && registryKeys.includes(key))
    return `${key} belongs in an entry of registries: registries: [{ host: …, ${key}: … }]`;
  if (topKeys.includes(key)) return `${key} belongs at the top level`;
  if (topLevelKeys.includes(key))
    return `${key} belongs in a repository's .inferlint.yaml, or in a policy`;
  return `unknown key ${key}${where}; known keys: ${joinList(known)}`;
}

/** Never relative: a repository could fill a cache that lies in it. */
function whyNotCacheDir(text: string): string | null {
  if (text === "") return "must be a directory, and is empty";
  if (/[\0\r\n]/.test(text)) return "must not contain a line break";
  if (/^~\/./.test(text) || isAbsolute(text)) return null;
  return `must be absolute or begin with ~/, not ${shownText(text)}`;
}

function isEmpty(node: ConfigNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** The kind of a value, never the value itself. */
function kindOf(node: ConfigNode): string {
  if (node.kind !== "scalar") return `a ${node.kind}`;
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return "text";
  return typeof node.value === "number" ? "a number" : "true or false";
}
