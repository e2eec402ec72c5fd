import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MadeRepository } from "./made-sources.ts";
import { imageFile, specification, Workplace } from "./made-sources.ts";

const mcr = "mcr.microsoft.com/azureml";

/** A commit with a signature, which git checks if it is told to. */
function signCommit(repository: MadeRepository, place: Workplace): void {
  const [tree, parent] = ["HEAD^{tree}", "HEAD"].map((name) => repository.git("rev-parse", name));
  const file = join(place.location, "signed");
  writeFileSync(
    file,
    [
      `tree ${tree ?? ""}\nparent ${parent ?? ""}`,
      "author a <a> 1704283200 +0000\ncommitter a <a> 1704283200 +0000",
      "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nsigned\n",
    ].join("\n"),
  );
  const commit = repository.git("hash-object", "-t", "commit", "-w", file);
  repository.git("update-ref", "refs/heads/main", commit);
}

/** Repositories are input of strangers: nothing in them may run, and their names and texts are data. */
describe("hostile repositories", () => {
  let place: Workplace;
  let repository: MadeRepository;

  beforeEach(() => {
    place = new Workplace();
    repository = place.repository("azureml-examples");
  });
  afterEach(() => {
    place.remove();
  });

  const tags = (): unknown => place.collected("azureml-examples").tags;

  it("runs no program that the configuration or a hook of the repository names", () => {
    const trap = join(place.location, "trap.sh");
    const sprung = join(place.location, "sprung");
    writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> ${sprung}\ncat\n`);
    chmodSync(trap, 0o755);
    repository.commit("2024-01-01", {
      ".gitattributes": "* diff=trap filter=trap\n",
      Dockerfile: `FROM ${mcr}/x:20240101.v1\n`,
    });
    repository.commit("2024-01-02", { Dockerfile: `FROM ${mcr}/x:20240102.v1\n` });
    signCommit(repository, place);
    const blob = repository.git("rev-parse", "HEAD~1:Dockerfile");
    const settings = [
      ["core.fsmonitor", trap],
      ["core.pager", trap],
      ["core.sshCommand", trap],
      ["pager.log", trap],
      ["diff.external", trap],
      ["diff.trap.textconv", trap],
      ["diff.trap.command", trap],
      ["filter.trap.smudge", trap],
      ["gpg.program", trap],
      ["log.showSignature", "true"],
      ["alias.log", `!${trap}`],
      ["remote.origin.promisor", "true"],
      ["remote.origin.url", `ext::${trap}`],
      ["protocol.ext.allow", "always"],
      ["extensions.partialClone", "origin"],
      ["core.hooksPath", place.location],
    ];
    for (const [name = "", value = ""] of settings) repository.git("config", name, value);
    for (const hook of ["post-checkout", "reference-transaction", "fsmonitor-watchman"])
      symlinkSync(trap, join(repository.directory, ".git/hooks", hook));
    rmSync(join(repository.directory, ".git/objects", blob.slice(0, 2), blob.slice(2)));
    expect(place.collect()).toMatchObject({ status: 0 });
    expect(Object.keys((tags() as Record<string, object>)["azureml/x"] ?? {})).toEqual([
      "20240101.v1",
    ]);
    expect(existsSync(sprung)).toBe(false);
  });

  it("does not fetch what is missing in the repository", () => {
    repository.commit("2024-01-01", {
      a: `FROM ${mcr}/x:20240101.v1\n`,
      b: `FROM ${mcr}/x:20231231.v1\n`,
    });
    const blob = repository.git("rev-parse", "HEAD:a");
    rmSync(join(repository.directory, ".git/objects", blob.slice(0, 2), blob.slice(2)));
    expect(place.collect()).toMatchObject({ status: 0 });
    expect(tags()).toMatchObject({ "azureml/x": { "20231231.v1": { path: "b" } } });
    expect(JSON.stringify(tags())).not.toContain("20240101");
  });

  it("takes paths and names of branches as data", () => {
    const path = 'a\n:100644 100644 "b" $(touch x)\tΩ/Dockerfile';
    const commit = repository.commit("2024-01-01", { [path]: `FROM ${mcr}/x:20240101.v1\n` });
    repository.git("update-ref", "refs/heads/--output=x", "HEAD");
    repository.git("update-ref", "refs/pull/1/head", "HEAD");
    repository.git("tag", "-m", "x", "release");
    expect(place.collect()).toMatchObject({ status: 0 });
    expect(tags()).toEqual({ "azureml/x": { "20240101.v1": { commit, day: "2024-01-01", path } } });
  });

  it("reads neither large blobs nor links", () => {
    const name = `FROM ${mcr}/x`;
    repository.commit("2024-01-01", {
      large: `${name}:20240101.v1\n${"x".repeat(1024 * 1024)}`,
      small: `${name}:20231231.v1\n${"x".repeat(1024 * 1024 - 60)}`,
    });
    const target = join(place.location, "outside");
    writeFileSync(target, `${name}:20231230.v1\n`);
    symlinkSync(target, join(repository.directory, "link"));
    repository.commit("2024-01-02", {});
    expect(place.collect()).toMatchObject({ status: 0 });
    expect(Object.keys((tags() as Record<string, object>)["azureml/x"] ?? {})).toEqual([
      "20231231.v1",
    ]);
  });

  it("survives commits of impossible times", () => {
    repository.commit("2024-01-01", { a: "x" });
    const tree = repository.git("rev-parse", "HEAD^{tree}");
    const late = join(place.location, "commit");
    writeFileSync(
      late,
      `tree ${tree}\nauthor a <a> 999999999999999 +0000\ncommitter a <a> 999999999999999 +0000\n\nx\n`,
    );
    const commit = repository.git("hash-object", "-t", "commit", "-w", "--literally", late);
    repository.git("update-ref", "refs/heads/late", commit);
    expect(place.collect()).toMatchObject({ status: 0 });
  });

  it("survives specifications that are made to harm", () => {
    repository.commit("2024-01-01", { a: "x" });
    const assets = place.repository("azureml-assets", "release");
    const folder = "latest/environment/x";
    const bomb = `a: &a ["x","x"]\n${"bcdefghijk"
      .split("")
      .map((key, at) => `${key}: &${key} [*${"abcdefghij"[at] ?? "a"},*${"abcdefghij"[at] ?? "a"}]`)
      .join("\n")}\n`;
    assets.commit("2024-01-01", {
      [`${folder}/spec.yaml`]: specification("x", "1"),
      [`${folder}/environment.yaml`]: imageFile("azureml/curated/__proto__"),
      "latest/environment/y/spec.yaml": `${bomb}${specification("y", "1")}`,
      "latest/environment/y/environment.yaml": imageFile("azureml/curated/y"),
      "latest/environment/z/spec.yaml": specification("z", "1", "tags: {constructor: x, OS: y}\n"),
      "latest/environment/z/environment.yaml":
        "image: {name: azureml/curated/z, context: {dir: ../../../.., dockerfile: etc/passwd}}\n",
    });
    expect(place.collect()).toMatchObject({ status: 0 });
    expect(place.collected("azureml-assets").environments).toEqual({
      z: expect.objectContaining({ tags: ["OS", "constructor"] }) as unknown,
    });
  });

  it("stops where the folder is git's own data and no repository", () => {
    rmSync(join(repository.directory, ".git"), { recursive: true });
    mkdirSync(join(repository.directory, ".git"));
    expect(place.collect()).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/git .*not a git repository/) as unknown,
    });
  });
});
