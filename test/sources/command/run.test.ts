import { describe, expect, it } from "vitest";
import { readCommand } from "../../../src/sources/command/index.ts";
import { wordsOf } from "./words.ts";

const runs: readonly (readonly [string, image: string | null, user: string | null])[] = [
  ["docker run img:1", "img:1", null],
  ["docker run -it --rm -p 5001:5001 -v a:/b img:1 bash -c x", "img:1", null],
  ["docker run -d --name app -e A=b --env-file .env img:1", "img:1", null],
  ["docker run --gpus all --user root img:1", "img:1", "root"],
  ["docker run --user=0:0 img:1", "img:1", "0:0"],
  ["docker run -u 1000 img:1", "img:1", "1000"],
  ["docker run -uroot img:1", "img:1", "root"],
  ["docker run -itu root img:1", "img:1", "root"],
  ["docker run img:1 --user root", "img:1", null],
  ["docker run docker:cli docker pull img:1", "docker:cli", null],
  ["docker run --init --privileged --read-only img:1", "img:1", null],
  ["docker container run img:1", "img:1", null],
  ["docker create --name x img:1", "img:1", null],
  ["podman run --replace --name x img:1", "img:1", null],
  ["nerdctl run -P img:1", "img:1", null],
  ["sudo docker run --rm -- img:1", "img:1", null],
  ["docker run --rm", null, null],
];

describe("a command that runs an image", () => {
  it.each(runs)("%s", (command, image, user) => {
    const { run, build } = readCommand(wordsOf(command));
    expect(build).toBeNull();
    expect(run?.image?.text ?? null).toBe(image);
    expect(run?.run.user?.text ?? null).toBe(user);
    expect(run?.run.userSetting).toBe("--user");
    if (user !== null) expect(textAt(command, run?.run.user?.span)).toBe(user);
  });

  it("is none of other commands", () => {
    for (const command of [
      "docker pull x",
      "docker exec -u root x y",
      "podman ps",
      "az ml job create",
    ])
      expect(readCommand(wordsOf(command)).run).toBeNull();
  });
});

describe("az ml environment create", () => {
  it("has an image and a conda file", () => {
    const { run, build } = readCommand(
      wordsOf("az ml environment create --name e --image img:1 --conda-file env/conda.yml -g rg"),
    );
    expect(build).toBeNull();
    expect(run?.image?.text).toBe("img:1");
    expect(run?.run.conda).toMatchObject({ kind: "file", path: { text: "env/conda.yml" } });
    expect(run?.run.userSetting).toBeNull();
  });

  it("has short forms", () => {
    const { run } = readCommand(wordsOf("az ml environment create -n e -i img:1 -c conda.yml"));
    expect(run?.image?.text).toBe("img:1");
    expect(run?.run.conda).toMatchObject({ path: { text: "conda.yml" } });
  });

  it("builds a context, whose Dockerfile is relative to it", () => {
    const { run, build } = readCommand(
      wordsOf(
        "az ml environment update -n e --build-context env --dockerfile-path docker/Dockerfile",
      ),
    );
    expect(run?.image).toBeNull();
    expect(build).toMatchObject({
      isStandardInput: false,
      build: {
        name: "`az ml environment update`",
        context: { text: "env" },
        dockerfile: { text: "docker/Dockerfile" },
        from: "context",
        args: [],
      },
    });
  });
});

function textAt(text: string, span: { start: number; end: number } | undefined): string {
  return span ? text.slice(span.start, span.end) : "";
}
