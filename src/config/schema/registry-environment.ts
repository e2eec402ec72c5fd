import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import { ConfigError } from "../source/config-error.ts";
import type { ConfigProblem } from "../source/config-error.ts";
import {
  canonicalHost,
  whyNotHost,
  whyNotRealm,
  whyNotToken,
  whyNotSecret,
  whyNotUsername,
} from "./registry-grammar.ts";
import { suggestion } from "../../text/suggestion.ts";
import { nonEmpty } from "../../text/non-empty.ts";

const prefix = "INFERLINT_REGISTRY_";

const names = ["HOST", "USERNAME", "PASSWORD", "TOKEN", "REALM", "INSECURE"] as const;

type Name = (typeof names)[number];

/**
 * The registry that the `INFERLINT_REGISTRY_*` variables describe; null without them. An empty variable counts as not set.
 * @throws ConfigError with all problems, each by the name of its variable and without its value
 */
export function registryOfEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): RegistryAccess | null {
  const problems: ConfigProblem[] = unknownNames(env);
  const reject = (name: Name, why: string): void => {
    problems.push({ path: prefix + name, region: null, message: why });
  };
  const valueOf = (name: Name): string | null => nonEmpty(env[prefix + name]);
  const read = (name: Name, whyNot: (text: string) => string | null): string | null => {
    const text = valueOf(name);
    const why = text === null ? null : whyNot(text);
    if (why !== null) reject(name, why);
    return text;
  };

  const host = read("HOST", whyNotHost);
  const insecure = parseBoolean(valueOf("INSECURE"));
  if (insecure === null) reject("INSECURE", "must be true or false (or 1 or 0)");
  const username = read("USERNAME", whyNotUsername);
  const password = read("PASSWORD", whyNotSecret);
  const token = read("TOKEN", whyNotToken);
  const realm = read("REALM", (text) => whyNotRealm(text, insecure !== false));

  if (host === null)
    for (const name of names)
      if (name !== "HOST" && valueOf(name) !== null)
        reject(name, `needs ${prefix}HOST too, which names the registry`);
  if (password !== null && username === null) reject("PASSWORD", `needs ${prefix}USERNAME too`);
  if (username !== null && password === null) reject("USERNAME", `needs ${prefix}PASSWORD too`);
  if (token !== null && (username !== null || password !== null))
    reject("TOKEN", `excludes ${prefix}USERNAME and _PASSWORD: unset one or the other`);

  if (problems.length > 0) throw new ConfigError(problems);
  if (host === null) return null;
  const access = { host: canonicalHost(host), insecure: insecure === true };
  return { ...access, realm, username, password, token };
}

/** A misspelt variable would otherwise be ignored. */
function unknownNames(env: Readonly<Record<string, string | undefined>>): ConfigProblem[] {
  const known = names.map((name) => prefix + name);
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .filter((name) => nonEmpty(env[name]) !== null)
    .sort()
    .map((name) => {
      const known = `known variables: ${prefix}HOST, _USERNAME, _PASSWORD, _TOKEN, _REALM and _INSECURE`;
      const meant = suggestion(
        name.slice(prefix.length - 1),
        names.map((own) => `_${own}`),
      );
      const message = `unknown variable${meant === "" ? `; ${known}` : meant}`;
      return { path: name, region: null, message };
    });
}

/** Null for anything else; false if not set. */
function parseBoolean(text: string | null): boolean | null {
  switch (text?.toLowerCase()) {
    case undefined:
    case "false":
    case "0":
      return false;
    case "true":
    case "1":
      return true;
    default:
      return null;
  }
}
