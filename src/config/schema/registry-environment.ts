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

const prefix = "INFERLINT_REGISTRY_";

const names = ["HOST", "USERNAME", "PASSWORD", "TOKEN", "REALM", "INSECURE"] as const;

type Name = (typeof names)[number];

/**
 * The registry that `INFERLINT_REGISTRY_*` describes, null where they do not. An empty variable is one that is not set, as
 * everywhere. Throws ConfigError with everything that is wrong, each under the name of its variable and without its value.
 */
export function registryOfEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): RegistryAccess | null {
  const problems: ConfigProblem[] = unknownNames(env);
  const reject = (name: Name, why: string): void => {
    problems.push({ path: prefix + name, region: null, message: `it ${why}` });
  };
  const valueOf = (name: Name): string | null => nonEmpty(env[prefix + name]);
  const read = (name: Name, whyNot: (text: string) => string | null): string | null => {
    const text = valueOf(name);
    const why = text === null ? null : whyNot(text);
    if (why !== null) reject(name, why);
    return text;
  };

  const host = read("HOST", whyNotHost);
  const insecure = truth(valueOf("INSECURE"));
  if (insecure === null) reject("INSECURE", "is true or false (or 1 or 0)");
  const username = read("USERNAME", whyNotUsername);
  const password = read("PASSWORD", whyNotSecret);
  const token = read("TOKEN", whyNotToken);
  const realm = read("REALM", (text) => whyNotRealm(text, insecure !== false));

  if (host === null)
    for (const name of names)
      if (name !== "HOST" && valueOf(name) !== null)
        reject(name, `says nothing without ${prefix}HOST, which names the registry`);
  if (password !== null && username === null)
    reject("PASSWORD", `says nothing without ${prefix}USERNAME`);
  if (username !== null && password === null)
    reject("USERNAME", `says nothing without ${prefix}PASSWORD`);
  if (token !== null && (username !== null || password !== null))
    reject("TOKEN", `cannot stand beside ${prefix}USERNAME and _PASSWORD: unset one or the other`);

  if (problems.length > 0) throw new ConfigError(problems);
  if (host === null) return null;
  const access = { host: canonicalHost(host), insecure: insecure === true };
  return { ...access, realm, username, password, token };
}

/** One that is misspelt would be missed in silence. */
function unknownNames(env: Readonly<Record<string, string | undefined>>): ConfigProblem[] {
  const known = names.map((name) => prefix + name);
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .filter((name) => nonEmpty(env[name]) !== null)
    .sort()
    .map((name) => {
      const there = `there are ${prefix}HOST, _USERNAME, _PASSWORD, _TOKEN, _REALM and _INSECURE`;
      const meant = suggestion(
        name.slice(prefix.length - 1),
        names.map((own) => `_${own}`),
      );
      const message = `there is no such variable${meant === "" ? `; ${there}` : meant}`;
      return { path: name, region: null, message };
    });
}

function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}

/** Null for what is neither; nothing said is false. */
function truth(text: string | null): boolean | null {
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
