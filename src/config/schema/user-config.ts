import { compareRegions } from "../../domain/build/region.ts";
import type { ConfigProblem } from "../source/config-error.ts";
import { ConfigError } from "../source/config-error.ts";
import { configText } from "../source/config-text.ts";
import { regionsOf } from "../source/config-tree.ts";
import type { UserConfig } from "./user-config-schema.ts";
import { readUserConfig } from "./user-config-schema.ts";
import { withoutText } from "../source/without-text.ts";
import { readYaml } from "../source/yaml-tree.ts";

export type { UserConfig } from "./user-config-schema.ts";

/** More than anyone mends at once; the rest is counted. */
const maxProblems = 100;

/**
 * Reads the user's own settings. Throws ConfigError with everything that is wrong, in the order of the file; a message never
 * repeats what could be a secret.
 * @param path as messages name it
 */
export function loadUserConfig(bytes: Uint8Array, path: string): UserConfig {
  const decoded = configText(bytes);
  if (decoded.kind === "not") throw new ConfigError([{ path, region: null, message: decoded.why }]);
  const { text } = decoded;
  // A file to fill in later.
  if (/^(?:[^\S\n]*(?:#.*)?(?:\n|$))*$/.test(text)) return { registries: [], cacheDir: null };
  const { root, problems } = readYaml(text);
  const read = root === null ? null : readUserConfig(root);
  const regionOf = regionsOf(text);
  const all: readonly ConfigProblem[] = [
    ...problems.map((problem) => withoutText(problem, text)),
    ...(read?.problems ?? []),
  ].map(({ span, message }) => ({ path, region: span === null ? null : regionOf(span), message }));
  if (read === null || all.length > 0) throw new ConfigError(inOrder(path, all));
  return read.config;
}

function inOrder(path: string, all: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const sorted = [...all].sort((a, b) =>
    a.region === null || b.region === null
      ? Number(a.region !== null) - Number(b.region !== null)
      : compareRegions(a.region, b.region),
  );
  // An alias makes one mistake stand in several places.
  const different = [
    ...new Map(sorted.map((problem) => [JSON.stringify(problem), problem])).values(),
  ];
  const more = different.length - maxProblems;
  if (more <= 0) return different;
  return [
    ...different.slice(0, maxProblems),
    { path, region: null, message: `and ${more} more problems` },
  ];
}
