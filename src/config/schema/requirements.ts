import { requirementId } from "../../domain/rule/requirement.ts";
import { suggestion } from "../../text/suggestion.ts";
import type { ConfigFile, RequireEntry } from "./config-file.ts";
import type { ConfigProblem } from "../source/config-error.ts";
import { ConfigError } from "../source/config-error.ts";

/** The policy and the configuration of a repository. */
interface BothFiles {
  readonly policy: ConfigFile | null;
  readonly config: ConfigFile | null;
}

/** The requirements of the policy, then those of the repository, which adds to them. */
export function requirementsOf({ policy, config }: BothFiles): readonly RequireEntry[] {
  return [...(policy?.require ?? []), ...(config?.require ?? [])];
}

/**
 * Whether the requirements of a repository and of its policy go together.
 * @throws ConfigError for an entry with the name of one of the policy, and for a requirement that neither of them has
 */
export function checkRequirements({ policy, config }: BothFiles): void {
  // Without the policy, nobody knows which requirements it has.
  if (!policy || !config) return;
  const problems = [...sameNames(policy, config), ...unknownNames(policy, config)];
  if (problems.length > 0) throw new ConfigError(problems);
}

function sameNames(policy: ConfigFile, { require }: ConfigFile): readonly ConfigProblem[] {
  const names = policy.require.map(({ name }) => name);
  return require
    .filter(({ name }) => names.includes(name))
    .map(({ name, location }) => ({
      ...location,
      message: `the policy has a requirement ${name}, too: choose another name`,
    }));
}

function unknownNames(policy: ConfigFile, config: ConfigFile): readonly ConfigProblem[] {
  const ids = requirementsOf({ policy, config }).map(({ name }) => requirementId(name));
  return config.namedRequirements
    .filter(({ value }) => !ids.includes(value))
    .map(({ value, location }) => ({
      ...location,
      message: `unknown rule ${value}${suggestion(value, ids)}; neither the policy nor this file has it in require`,
    }));
}

/** The requirements that are not demanded in a file, by their rules. @param file absolute */
export function requirementsElsewhere(
  sources: BothFiles,
  file: string | null,
): ReadonlySet<string> {
  const elsewhere = requirementsOf(sources).filter(
    ({ files }) => file !== null && files?.matches(file) === false,
  );
  return new Set(elsewhere.map(({ name }) => requirementId(name)));
}
