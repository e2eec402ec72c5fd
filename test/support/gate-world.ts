import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { NpmRegistry } from "./npm-registry.ts";
import { startNpmRegistry } from "./npm-registry.ts";
import { pack } from "./packed.ts";
import {
  commitWorkingCopy,
  frozenBundle,
  git,
  projectRoot,
  readManifest,
  temporaryDirectory,
} from "./working-copy.ts";

// What a gate in CI meets: a registry that has inferlint, a repository with pull requests, and a policy in another repository.

/** Files by path; those that begin with `#!` are programs. */
export type Files = Readonly<Record<string, string>>;

export interface GateWorld {
  readonly folder: string;
  /** The repositories that a server would have: `contoso/models.git` with the changes, `contoso/policies.git`, and this one. */
  readonly server: string;
  /** The home directory of the agent. Its .npmrc names the registry, as a file of the checkout could, too. */
  readonly home: string;
  readonly registry: NpmRegistry;
  /** The commit that the target branch has, and that from which all changes start. */
  readonly target: string;
  readonly start: string;
  /** Adds a change with these files: `refs/heads/NAME`, and its merge with the target branch, `refs/pull/NAME/merge`. */
  readonly propose: (name: string, files: Files) => void;
  /** A new workspace of a job, which is an empty folder. */
  readonly workspace: () => string;
  /** A checkout as CI makes it, of one ref and so many commits. */
  readonly checkOut: (path: string, ref: string, depth: number) => void;
  readonly stop: () => Promise<void>;
}

const images = "mcr.microsoft.com/azureml";
export const faulty: string = `FROM ${images}/minimal-ubuntu18.04-py37-cpu-inference:latest\n`;
export const faultless: string = `FROM ${images}/minimal-py312-inference:latest\n`;

export async function startGateWorld(): Promise<GateWorld> {
  const folder = temporaryDirectory();
  const [work, server, home] = [join(folder, "work"), join(folder, "server"), join(folder, "home")];
  for (const path of [work, server, home]) mkdirSync(path);
  const registry = await startNpmRegistry(packFrozen(folder), readManifest());
  writeFileSync(join(home, ".npmrc"), `registry=${registry.url}\n`);

  const inWork = (...args: readonly string[]): string => git(work, ...args);
  const commit = (files: Files): string => {
    writeFiles(work, files);
    inWork("add", "--all", "--force");
    inWork("commit", "--quiet", "--message", "Change");
    return inWork("rev-parse", "HEAD");
  };
  inWork("init", "--quiet", "--initial-branch", "main");
  // A repository that turns off its own check, with an old fault.
  const start = commit({ "old/Dockerfile": faulty, ".inferlint.yaml": "rules: { eol-os: off }\n" });
  inWork("branch", "start");
  const target = commit({ "other/Dockerfile": faulty });
  const models = join(server, "contoso/models.git");
  git(folder, "clone", "--quiet", "--bare", work, models);
  // As the servers of GitHub, GitLab and Azure DevOps have it.
  git(models, "config", "uploadpack.allowAnySHA1InWant", "true");
  inWork("remote", "add", "origin", models);
  const tool = join(server, "inferlint/inferlint");
  mkdirSync(tool, { recursive: true });
  commitWorkingCopy(tool);
  startPolicies(folder, join(server, "contoso/policies.git"));

  let workspaces = 0;
  return {
    ...{ folder, server, home, registry, start, target },
    propose: (name, files) => {
      inWork("checkout", "--quiet", "-b", name, "start");
      commit(files);
      inWork("checkout", "--quiet", "--detach", target);
      inWork("merge", "--quiet", "--no-ff", "--message", "Merge", name);
      inWork("push", "--quiet", "origin", name, `HEAD:refs/pull/${name}/merge`);
      inWork("checkout", "--quiet", "main");
    },
    workspace: () => {
      const path = join(folder, `workspace-${workspaces++}`);
      mkdirSync(path);
      return path;
    },
    checkOut: (path, ref, depth) => {
      mkdirSync(path, { recursive: true });
      git(path, "init", "--quiet");
      git(path, "remote", "add", "origin", `file://${models}`);
      git(path, "fetch", "--quiet", "--depth", String(depth), "origin", ref);
      git(path, "checkout", "--quiet", "--detach", "FETCH_HEAD");
    },
    stop: async () => {
      await registry.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Writes files; those that begin with `#!` can be executed. */
export function writeFiles(directory: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
  }
}

function startPolicies(folder: string, bare: string): void {
  const policies = join(folder, "policies");
  mkdirSync(policies);
  git(policies, "init", "--quiet", "--initial-branch", "main");
  writeFiles(policies, { "inferlint.yaml": "rules: { eol-os: error }\n" });
  git(policies, "add", "--all");
  git(policies, "commit", "--quiet", "--message", "Policy");
  git(folder, "clone", "--quiet", "--bare", policies, bare);
}

/** The package as `npm pack` makes it, with the facts of fixtures/catalogue/. */
function packFrozen(folder: string): string {
  const source = join(folder, "package");
  mkdirSync(source);
  for (const path of ["package.json", ".pre-commit-hooks.yaml", "LICENSE", "README.md", "schema"])
    cpSync(join(projectRoot, path), join(source, path), { recursive: true });
  cpSync(frozenBundle, join(source, "dist"), { recursive: true });
  return pack(source, folder);
}
