import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyTo } from "../../support/change.ts";
import { git } from "../../support/working-copy.ts";
import type { Change } from "../../support/change.ts";
import type { Way } from "./way.ts";
import { bad, good } from "./way.ts";

const rootUser = "root-user serve/Dockerfile:3";
const head = { "serve/Dockerfile": bad };

function trackMain({ git: inRoot, base }: Change): void {
  inRoot("update-ref", "refs/remotes/origin/main", base);
}

/** A submodule at `models`, whose base commit is clean and whose head is not. */
function addSubmodule({ root, git: inRoot, outside }: Change, keepsOld: boolean): string {
  const source = join(outside, "models");
  mkdirSync(source);
  git(source, "init", "--quiet", "--initial-branch=main");
  applyTo(source, { Dockerfile: good });
  git(source, "add", "--all");
  git(source, "commit", "--quiet", "--message=Clean");
  git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", source, "models");
  inRoot("commit", "--quiet", "--message=Add models");
  const base = inRoot("rev-parse", "HEAD");
  const nested = join(root, "models");
  applyTo(nested, { Dockerfile: bad });
  git(nested, "add", "--all");
  git(nested, "commit", "--quiet", ...(keepsOld ? [] : ["--amend"]), "--message=Root");
  inRoot("add", "--all");
  inRoot("commit", "--quiet", "--message=Move models");
  inRoot("update-ref", "refs/heads/base", base);
  if (!keepsOld) {
    const directory = join(root, ".git/modules/models");
    git(nested, "update-ref", "-d", "refs/remotes/origin/main");
    rmSync(join(directory, "logs"), { recursive: true, force: true });
    for (const name of ["ORIG_HEAD", "FETCH_HEAD", "packed-refs"])
      rmSync(join(directory, name), { force: true });
    rmSync(join(directory, "refs/remotes"), { recursive: true, force: true });
    git(nested, "gc", "--quiet", "--prune=now");
  }
  return base;
}

/** What names the base, and the files that decide the run. */
export const refs: readonly Way[] = [
  {
    way: "a pushed tag that is named like the base branch",
    head,
    against: "origin/main",
    prepare: (change) => {
      trackMain(change);
      change.git("update-ref", "refs/tags/origin/main", change.head());
    },
    withPolicy: [2, "refs/tags/origin/main"],
    alone: [2, "refs/remotes/origin/main"],
  },
  {
    way: "a pushed branch that is named like the remote one",
    head,
    against: "origin/main",
    prepare: (change) => {
      trackMain(change);
      change.git("update-ref", "refs/heads/origin/main", change.head());
    },
    withPolicy: [2, "refs/heads/origin/main"],
    alone: [2, "refs/heads/origin/main"],
  },
  {
    way: "a tag that is named like an object id",
    head,
    prepare: ({ git: inRoot, base, head: id }) => {
      inRoot("update-ref", `refs/tags/${base}`, id());
    },
    withPolicy: [2, "more than one thing"],
    alone: [2, "more than one thing"],
  },
  {
    way: "a directory that is named like the base",
    head: { ...head, "origin/main/serve/Dockerfile": bad },
    against: "origin/main",
    prepare: trackMain,
    withPolicy: [2, "origin/main"],
    alone: [2, "origin/main"],
  },
  {
    way: "a directory that is named like a base that is not there",
    head: { ...head, "origin/main/serve/Dockerfile": bad },
    against: "origin/main",
    withPolicy: [2, "origin/main"],
    alone: [2, "origin/main"],
  },
  {
    way: "a directory of the change as base",
    head: { ...head, "base/serve/Dockerfile": bad },
    against: "./base",
    args: ["--strict"],
    withPolicy: [2, "gate-input-in-repository base"],
    alone: [2, "gate-input-in-repository base"],
  },
  {
    way: "a replace ref for the base",
    head,
    prepare: ({ git: inRoot, base, head: id }) => {
      inRoot("replace", base, id());
    },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "a replace ref for a tree of the base",
    head,
    prepare: ({ git: inRoot, base, head: id }) => {
      inRoot("replace", inRoot("rev-parse", `${base}:serve`), inRoot("rev-parse", `${id()}:serve`));
    },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "grafts that move the merge base",
    head,
    against: "refs/remotes/origin/main...",
    prepare: (change) => {
      trackMain(change);
      mkdirSync(join(change.root, ".git/info"), { recursive: true });
      writeFileSync(join(change.root, ".git/info/grafts"), `${change.base} ${change.head()}\n`);
    },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "the base is the head",
    head,
    against: "HEAD",
    withPolicy: [0, "base-equals-head"],
    alone: [0, "base-equals-head"],
  },
  {
    way: "the base is the head, in a strict run",
    head,
    against: "HEAD",
    args: ["--strict"],
    withPolicy: [2, "base-equals-head"],
    alone: [2, "base-equals-head"],
  },
  {
    way: "a base that is not there",
    head,
    against: "refs/remotes/origin/main",
    withPolicy: [2, "refs/remotes/origin/main"],
    alone: [2, "refs/remotes/origin/main"],
  },
  {
    way: "an empty variable names the base",
    head,
    against: "",
    withPolicy: [2, "--against needs"],
    alone: [2, "--against needs"],
  },
  {
    way: "an option as base",
    head,
    against: "--help",
    withPolicy: [2, "against"],
    alone: [2, "against"],
  },
  {
    way: "an empty variable names the facts",
    head,
    env: { INFERLINT_FACTS: "" },
    withPolicy: [2, "INFERLINT_FACTS"],
    alone: [2, "INFERLINT_FACTS"],
  },
  {
    way: "a baseline in the checkout",
    head: { ...head, "accepted.json": '{ "schema": "inferlint.baseline/1", "findings": [] }\n' },
    args: ["--baseline", "accepted.json"],
    withPolicy: [2, "gate-input-in-repository accepted.json"],
    alone: [1, "gate-input-in-repository accepted.json"],
  },
  {
    way: "a policy in the checkout",
    head: { ...head, "policy.yaml": "rules: { root-user: off }\n" },
    env: { INFERLINT_POLICY: "policy.yaml" },
    args: ["--strict"],
    withPolicy: [1, rootUser],
    alone: [2, "gate-input-in-repository policy.yaml"],
  },
  {
    way: "a submodule at another commit",
    head: {},
    against: "refs/heads/base",
    prepare: (change) => {
      addSubmodule(change, true);
    },
    withPolicy: [1, "root-user models/Dockerfile:3"],
    alone: [1, "root-user models/Dockerfile:3"],
  },
  {
    way: "a submodule at another commit, without the objects of the base's",
    head: {},
    against: "refs/heads/base",
    prepare: (change) => {
      addSubmodule(change, false);
    },
    withPolicy: [2, "models"],
    alone: [2, "models"],
  },
  {
    way: "a folder becomes a repository of its own",
    head,
    prepare: ({ root }) => {
      git(join(root, "serve"), "init", "--quiet");
    },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "a filter, a monitor and hooks of the repository",
    head: { ...head, ".gitattributes": "* filter=evil\n" },
    prepare: ({ root, git: inRoot }) => {
      inRoot("config", "core.fsmonitor", "touch ran");
      inRoot("config", "filter.evil.smudge", "touch ran");
      inRoot("config", "filter.evil.clean", "touch ran");
      inRoot("config", "core.hooksPath", root);
    },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
];
