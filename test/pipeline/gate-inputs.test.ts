import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { GateInput } from "../../src/pipeline/gate.ts";
import { reportGateInputs } from "../../src/pipeline/gate-inputs.ts";
import { RunLog } from "../../src/pipeline/run-log.ts";
import { runRoot } from "../../src/pipeline/run-root.ts";
import { uniformSettings } from "../../src/pipeline/run-settings.ts";
import type { Settings } from "../../src/domain/settings/settings.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";
import { git } from "../support/working-copy.ts";

interface Options {
  readonly paths?: readonly string[];
  readonly strict?: boolean;
  readonly stdin?: string;
}

/** Levels and paths of the notifications, and whether the run is then incomplete. */
function reported(
  cwd: string,
  inputs: readonly (readonly [GateInput["kind"], string])[],
  { paths = ["."], strict = false, stdin }: Options = {},
): { readonly notices: readonly string[]; readonly isIncomplete: boolean } {
  const log = new RunLog();
  const root = runRoot(cwd, stdin === undefined ? paths : [stdin]);
  reportGateInputs(
    { inputs: inputs.map(([kind, path]) => ({ kind, option: `--${kind}`, path })), strict },
    {
      ...{ cwd, paths: stdin === undefined ? paths : [] },
      stdin: stdin === undefined ? null : { path: stdin, bytes: Buffer.from("") },
      settings: uniformSettings({} as Settings, { root }),
    },
    log,
  );
  const { notifications, isIncomplete } = log;
  for (const { id } of notifications) expect(id).toBe("gate-input-in-repository");
  return { notices: notifications.map(({ level, path }) => `${level} ${path}`), isIncomplete };
}

const notice = (cwd: string, path: string, options: Options = {}): readonly string[] =>
  reported(cwd, [["policy", path]], options).notices;

const files = { Dockerfile: "FROM a\n", "ci/gate.yaml": "", "ci/new.yaml": "", "a/b/x": "" };

/** A repository that tracks everything but `ci/new.yaml`. */
function repository(content: Parameters<typeof temporaryTree>[0] = files): string {
  const root = temporaryTree(content);
  git(root, "init", "--quiet");
  writeFileSync(join(root, ".git/info/exclude"), "new.yaml\n");
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--message=First");
  return root;
}

describe("a file that decides a run", () => {
  test("may not be one that git tracks in the checked repository", () => {
    const root = repository();
    const outside = join(temporaryTree({ "gate.yaml": "" }), "gate.yaml");
    expect(notice(root, "ci/gate.yaml")).toEqual(["warning ci/gate.yaml"]);
    expect(notice(root, join(root, "ci/gate.yaml"))).toEqual(["warning ci/gate.yaml"]);
    expect(notice(join(root, "a"), "../ci/gate.yaml")).toEqual(["warning ../ci/gate.yaml"]);
    expect(notice(root, "ci/gate.yaml", { paths: ["Dockerfile"] })).toHaveLength(1);
    expect(notice(root, "ci/gate.yaml", { stdin: "Dockerfile" })).toHaveLength(1);
    expect(notice(root, "ci/new.yaml")).toEqual([]);
    expect(notice(root, outside)).toEqual([]);
  });

  test("may be in a repository that is checked out below it, not in a submodule", () => {
    const root = repository();
    const policies = repository({ "gate.yaml": "" });
    git(root, "clone", "--quiet", policies, ".policies");
    expect(notice(root, ".policies/gate.yaml")).toEqual([]);
    const add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"];
    git(root, ...add, policies, "module");
    expect(notice(root, "module/gate.yaml")).toEqual(["warning module/gate.yaml"]);
  });

  test("may lie beside the checked repositories", () => {
    const folder = temporaryTree({ "gate.yaml": "" });
    const [a, b] = ["a", "b"].map((name) => {
      mkdirSync(join(folder, name));
      git(join(folder, name), "init", "--quiet");
      writeFileSync(join(folder, name, "gate.yaml"), "");
      git(join(folder, name), "add", "--all");
      return name;
    });
    const paths = [a ?? "", b ?? ""];
    expect(notice(folder, "gate.yaml", { paths })).toEqual([]);
    expect(notice(folder, "b/gate.yaml", { paths })).toEqual(["warning b/gate.yaml"]);
    expect(notice(folder, "b/gate.yaml", { paths: ["a"] })).toEqual([]);
  });

  test("may not lie below the checked folder where there is no git", () => {
    const root = temporaryTree(files);
    const outside = join(temporaryTree({ "gate.yaml": "" }), "gate.yaml");
    expect(notice(root, "ci/new.yaml")).toEqual(["warning ci/new.yaml"]);
    expect(notice(join(root, "a"), "../ci/gate.yaml")).toEqual([]);
    expect(notice(root, outside)).toEqual([]);
  });

  test("is found in a linked work tree, and counts as tracked where the index cannot be read", () => {
    const root = repository();
    const tree = join(temporaryTree({ "x/": "" }), "tree");
    git(root, "worktree", "add", "--quiet", tree);
    expect(notice(tree, "ci/gate.yaml")).toEqual(["warning ci/gate.yaml"]);
    writeFileSync(join(root, ".git/index"), "DIRC nonsense");
    expect(notice(root, "ci/new.yaml")).toEqual(["warning ci/new.yaml"]);
    expect(notice(root, join(temporaryTree({ x: "" }), "x"))).toEqual([]);
  });
});

describe("links are followed", () => {
  test("from a tracked link out of the repository", () => {
    const outside = temporaryTree({ "gate.yaml": "", "d/gate.yaml": "" });
    const root = temporaryTree({ "ci/x": "" });
    symlinkSync(join(outside, "gate.yaml"), join(root, "ci/gate.yaml"));
    symlinkSync(join(outside, "d"), join(root, "policies"));
    git(root, "init", "--quiet");
    expect(notice(root, "ci/gate.yaml")).toEqual([]);
    git(root, "add", "--all");
    expect(notice(root, "ci/gate.yaml")).toEqual(["warning ci/gate.yaml"]);
    expect(notice(root, "policies/gate.yaml")).toEqual(["warning policies/gate.yaml"]);
  });

  test("from outside into the repository, on any number of steps", () => {
    const root = repository();
    const outside = temporaryTree({ "x/": "" });
    symlinkSync(join(root, "ci/gate.yaml"), join(outside, "one"));
    symlinkSync("one", join(outside, "two"));
    symlinkSync(join(root, "ci"), join(outside, "folder"));
    for (const path of ["one", "two", "folder/gate.yaml"])
      expect(notice(root, join(outside, path))).toHaveLength(1);
    expect(notice(root, join(outside, "folder/new.yaml"))).toEqual([]);
  });

  test("where the repository is reached by a link", () => {
    const root = repository();
    const outside = temporaryTree({ "x/": "" });
    symlinkSync(root, join(outside, "checkout"));
    const cwd = join(outside, "checkout");
    expect(notice(cwd, "ci/gate.yaml")).toEqual(["warning ci/gate.yaml"]);
    expect(notice(cwd, join(root, "ci/gate.yaml"))).toHaveLength(1);
    expect(notice(cwd, "ci/new.yaml")).toEqual([]);
  });

  test("only so far that a loop ends", () => {
    const root = repository();
    symlinkSync("loop", join(root, "loop"));
    expect(notice(root, "loop")).toEqual([]);
  });
});

describe("a directory to compare with", () => {
  const base = (cwd: string, path: string): readonly string[] =>
    reported(cwd, [["base", path]]).notices;

  test("may not hold tracked files, nor be the repository", () => {
    const root = repository();
    expect(base(root, "a")).toEqual(["warning a"]);
    expect(base(root, "a/b")).toEqual(["warning a/b"]);
    expect(base(root, ".")).toHaveLength(1);
    mkdirSync(join(root, "empty"));
    expect(base(root, "empty")).toEqual([]);
    expect(base(root, temporaryTree({ "x/": "" }))).toEqual([]);
  });
});

describe("how serious it is", () => {
  const inputs = (...kinds: readonly GateInput["kind"][]) =>
    kinds.map((kind) => [kind, "ci/gate.yaml"] as const);

  test.each([
    ["note", false, inputs("facts")],
    ["note", false, inputs("baseline")],
    ["note", false, inputs("configuration")],
    ["warning", false, inputs("policy")],
    ["warning", false, inputs("base")],
    ["warning warning", false, inputs("policy", "configuration")],
    ["warning error", true, inputs("policy", "facts")],
    ["warning error", true, inputs("policy", "baseline")],
    ["warning warning", false, inputs("base", "facts")],
  ])("%s, incomplete: %s", (levels, isIncomplete, given) => {
    const root = repository();
    const found = reported(root, given);
    expect(found.notices.map((text) => text.split(" ")[0]).join(" ")).toBe(levels);
    expect(found.isIncomplete).toBe(isIncomplete);
    const strict = reported(root, given, { strict: true });
    expect(strict.isIncomplete).toBe(true);
    expect(strict.notices.every((text) => text.startsWith("error "))).toBe(true);
  });

  test("a policy outside makes facts inside an error", () => {
    const root = repository();
    const policy = join(temporaryTree({ "gate.yaml": "" }), "gate.yaml");
    expect(
      reported(root, [
        ["policy", policy],
        ["facts", "ci/gate.yaml"],
      ]),
    ).toEqual({
      ...{ notices: ["error ci/gate.yaml"], isIncomplete: true },
    });
    rmSync(join(root, ".git"), { recursive: true });
    expect(
      reported(root, [
        ["policy", policy],
        ["facts", "ci/new.yaml"],
      ]),
    ).toEqual({
      ...{ notices: ["error ci/new.yaml"], isIncomplete: true },
    });
  });
});

test("the message names the option and the place", () => {
  const root = repository();
  const log = new RunLog();
  reportGateInputs(
    { inputs: [{ kind: "facts", option: "INFERLINT_FACTS", path: "ci/gate.yaml" }], strict: false },
    { cwd: root, paths: ["."], stdin: null, settings: uniformSettings({} as Settings, { root }) },
    log,
  );
  expect(log.notifications.map(({ message }) => message)).toEqual([
    "INFERLINT_FACTS names a facts file that git tracks in the checked repository, so that a change to what is checked can change the check: keep it elsewhere.",
  ]);
});
