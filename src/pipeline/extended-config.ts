import { realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ConfigFile } from "../config/index.ts";
import { ConfigError } from "../config/index.ts";
import { joinConfigs } from "../config/schema/join-configs.ts";
import { repositoryRootFinder, topRepositoryFinder } from "../discover/index.ts";
import { errorCode } from "../fs/error-code.ts";
import { relativePath } from "../fs/relative-path.ts";
import { holds } from "./run-root.ts";

/** More than anyone can follow. */
const maxFiles = 8;

export interface ExtendingOptions {
  readonly role: "policy" | "repository";
  /** Of the run; absolute. */
  readonly root: string;
  /** The working directory; absolute. */
  readonly cwd: string;
  /** @throws ConfigError */
  readonly read: (absolute: string) => ConfigFile;
}

/**
 * A configuration with the files that it extends, one after the other.
 * @param first it extends a file
 * @throws ConfigError for a file that may not be extended, or that is missing or invalid
 */
export function withExtended(first: ConfigFile, options: ExtendingOptions): ConfigFile {
  const bound = boundOf(first, options);
  const chain = [first];
  const known = [realpathSync(first.absolute)];
  for (let file = first; file.extends !== null;) {
    const { value, location } = file.extends;
    const fail = (message: string): never => {
      throw new ConfigError([{ ...location, message: `extends ${value}: ${message}` }]);
    };
    const absolute = resolve(dirname(file.absolute), value);
    const shown = (path: string): string => relativePath(path, options.cwd);
    // No message says whether a file outside exists.
    if (!holds(bound.folder, absolute)) fail(outside("it is outside of", bound.what));
    const real = realPathOf(absolute, fail);
    if (!holds(realpathSync(bound.folder), real))
      fail(outside("it is a link that leads out of", bound.what));
    if (
      options.role === "policy" &&
      isInCheckout(real, realpathSync(dirname(first.absolute)), realpathSync(options.root))
    )
      fail(
        "a policy cannot extend a file of a repository that is checked, which could loosen it; move both out of it",
      );
    if (known.includes(real)) {
      const round = [...chain.map(({ absolute: one }) => one), absolute].map(shown);
      fail(`the files extend each other in a circle: ${round.join(" → ")}`);
    }
    if (chain.length === maxFiles)
      fail(`more than ${maxFiles} files extend each other: join some of them`);
    if (!statSync(real).isFile()) fail("it is not a regular file");
    file = options.read(absolute);
    chain.push(file);
    known.push(real);
  }
  return chain.reduceRight((base, own) => joinConfigs(base, own));
}

function realPathOf(absolute: string, fail: (message: string) => never): string {
  try {
    return realpathSync(absolute);
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    return fail(
      ["ENOENT", "ENOTDIR"].includes(code)
        ? "there is no such file"
        : `it cannot be read (${code})`,
    );
  }
}

/** What a configuration may extend files of: its repository; without one all that is checked; else its own directory. */
function boundOf(
  { absolute }: ConfigFile,
  { role, root }: ExtendingOptions,
): { readonly folder: string; readonly what: string } {
  const own = dirname(absolute);
  const of = role === "policy" ? "the policy" : "the configuration";
  const repository = repositoryRootFinder()(own);
  if (repository !== null) return { folder: repository, what: `the repository of ${of}` };
  return role === "repository" && holds(root, own)
    ? { folder: root, what: "the directory that is checked" }
    : { folder: own, what: `the directory of ${of}` };
}

function outside(where: string, what: string): string {
  return `${where} ${what}, and only a file in it can be extended`;
}

/**
 * Whether a file belongs to a repository that is checked. A repository that was cloned into another one does not, but a
 * submodule does, since the outer repository chooses its commit.
 * @param folder of the policy
 */
function isInCheckout(file: string, folder: string, root: string): boolean {
  if (!holds(root, file)) return false;
  const nearest = repositoryRootFinder()(dirname(file));
  if (nearest === null || !holds(root, nearest)) return !holds(root, folder);
  return nearest === topRepositoryFinder(root)(file) || statSync(join(nearest, ".git")).isFile();
}
