import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { projectRoot, readManifest } from "../support/working-copy.ts";

// What .github/workflows/ci.yml runs, and where: in the same Node.js as the GitLab template and packaging/Containerfile.

interface Ci {
  readonly jobs: Record<
    string,
    {
      readonly container?: { readonly image: string };
      readonly strategy?: { readonly matrix: { readonly os: string[]; readonly node: number[] } };
      readonly steps: readonly { readonly run?: string }[];
    }
  >;
}
const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const text = read(".github/workflows/ci.yml");
const { jobs } = parse(text) as Ci;

test("ci.yml has each system with each supported Node", () => {
  const { os = [], node = [] } = jobs["platforms"]?.strategy?.matrix ?? {};
  expect(os.map((name) => name.split("-")[0])).toEqual(["ubuntu", "windows", "macos"]);
  expect(node).toEqual([20, 22, 24]);
});

test("ci.yml runs scripts that there are", () => {
  const commands = Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap(({ run }) => run ?? []),
  );
  const scripts = commands.flatMap((command) => /^npm run ([\w:]+)/.exec(command)?.[1] ?? []);
  expect(scripts).toEqual(["bundle", "test:platforms"]);
  expect(Object.keys(readManifest().scripts)).toEqual(expect.arrayContaining(scripts));
  expect(commands).toContain("chown --recursive root:root .\nbash .ci/run\n");
});

test("the image of Node.js is one everywhere, as the commit that each comment names has it", () => {
  const containerfile = read("packaging/Containerfile");
  const gitlab = read("ci/gitlab.yml");
  const image = /^FROM (\S+)$/m.exec(containerfile)?.[1] ?? "";
  expect(image).toMatch(/^docker\.io\/library\/node:\S+@sha256:[0-9a-f]{64}$/);
  const [header] = parseAllDocuments(gitlab).map((document) => document.toJS() as unknown);
  expect(header).toMatchObject({ spec: { inputs: { image: { default: image } } } });
  const own = Object.values(jobs).flatMap(({ container }) => container?.image ?? []);
  expect(own).toEqual([image.replace("docker.io/library/", "")]);

  const source = /github\.com\/[\w-]+\/[\w-]+, Dockerfile, at commit\s+# [0-9a-f]{40}\.$/m;
  const sources = [containerfile, gitlab, text].map((file) =>
    source.exec(file)?.[0].replaceAll(/\s*# ?/g, " "),
  );
  expect(sources[0]).toBeDefined();
  expect(new Set(sources).size).toBe(1);
});
