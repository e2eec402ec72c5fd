import { afterEach, describe, expect, test } from "vitest";
import type { Change, Changes } from "../support/change.ts";
import { makeChange, saidHere } from "../support/change.ts";
import { current } from "../against/ways/way.ts";

/** What other files name by a link is what the link leads to, whether that is found itself or not. */

let change: Change | undefined;
afterEach(() => {
  change?.remove();
});

async function lines(files: Changes): Promise<readonly string[]> {
  change = makeChange(files, {});
  return (await saidHere(change.root, ["."])).lines;
}

const stages = `FROM ${current}:latest AS dev\nUSER root\nFROM alpine\n`;
const compose = (build: string): string =>
  `services:\n  a:\n    build: { ${build}, target: dev }\n`;
const link = { link: "../real/Dockerfile" };

describe("a Dockerfile that a build names", () => {
  test.each<readonly [string, Changes, string]>([
    ["itself", { "compose.yaml": compose("context: real") }, "real/Dockerfile:2"],
    [
      "by a link in the context",
      { "b/Dockerfile": link, "compose.yaml": compose("context: b") },
      "real/Dockerfile:2",
    ],
    [
      "by a link from elsewhere",
      { "b/Dockerfile": link, "compose.yaml": compose("context: c, dockerfile: ../b/Dockerfile") },
      "real/Dockerfile:2",
    ],
    [
      "by a link to a folder",
      { b: { link: "real" }, "compose.yaml": compose("context: b") },
      "real/Dockerfile:2",
    ],
  ])("%s", async (_, files, place) => {
    const said = await lines({ "real/Dockerfile": stages, "c/x.txt": "x", ...files });
    expect(said).toContain(`root-user ${place}`);
    expect(said.filter((line) => line.startsWith("root-user"))).toHaveLength(1);
    expect(said.join()).not.toContain("vanished");
  });

  test("by a link to a file that no search takes", async () => {
    const said = await lines({
      "real/app.img": stages,
      "b/Dockerfile": { link: "../real/app.img" },
      "compose.yaml": compose("context: b"),
    });
    expect(said.filter((line) => line.startsWith("root-user"))).toEqual([
      "root-user b/Dockerfile:2",
    ]);
  });

  test("of which a file says who runs it", async () => {
    const said = await lines({
      "real/Dockerfile": `FROM ${current}:latest\nUSER app\n`,
      "b/Dockerfile": link,
      "compose.yaml": "services:\n  a:\n    build: b\n    user: root\n",
    });
    expect(said).toContain("root-user compose.yaml:4");
  });
});

describe("a conda file", () => {
  const conda = "name: e\ndependencies:\n  - python=3.7\n";
  const environment = `$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\nname: e\nimage: ${current}:latest\nconda_file: conda.yml\n`;
  const dockerfile = `FROM ${current}:latest\nCOPY conda.yml .\nRUN conda env create -p /opt/e -f conda.yml\nENV AZUREML_CONDA_ENVIRONMENT_PATH=/opt/e\nUSER app\n`;
  test.each<readonly [string, Changes, string]>([
    ["itself", { "conda.yml": conda }, "conda.yml:3"],
    [
      "by a link to one that is found",
      { "conda.yml": { link: "d/real.yml" }, "d/real.yml": conda },
      "d/real.yml:3",
    ],
    [
      "by a link to one that no search takes",
      { "conda.yml": { link: "d/pins" }, "d/pins": conda },
      "conda.yml:3",
    ],
  ])("%s", async (_, files, place) => {
    expect(await lines({ "env.yml": environment, ...files })).toContain(`eol-python ${place}`);
    change?.remove();
    expect(await lines({ Dockerfile: dockerfile, ...files })).toContain(`eol-python ${place}`);
  });
});
