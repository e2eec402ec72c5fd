import { describe, expect, it } from "vitest";
import { unresolvedPart } from "../../../src/shell/unresolved.ts";
import { readCommand } from "../../../src/sources/command/index.ts";
import type { FoundBuild } from "../../../src/sources/index.ts";
import { wordsOf } from "./words.ts";

interface Expected {
  readonly name?: string;
  readonly context?: string | null;
  readonly file?: string | null;
  readonly args?: Readonly<Record<string, string | null>>;
  readonly target?: FoundBuild["target"];
  readonly contexts?: FoundBuild["contexts"];
  readonly stdin?: boolean;
}

const rows: readonly (readonly [command: string, Expected | null])[] = [
  // Contexts and files
  ["docker build .", {}],
  ["docker build ./src", { context: "./src" }],
  ["docker build -f docker/gpu.base .", { file: "docker/gpu.base" }],
  ["docker build . -f docker/gpu.base", { file: "docker/gpu.base" }],
  ["docker build --file=Dockerfile2 app", { file: "Dockerfile2", context: "app" }],
  ["docker build --file Dockerfile2 app", { file: "Dockerfile2", context: "app" }],
  ["docker build -fDockerfile2 app", { file: "Dockerfile2", context: "app" }],
  ["docker build -f=Dockerfile2 app", { file: "Dockerfile2", context: "app" }],
  ["docker build -f A -f B .", { file: "B" }],
  ["docker build -qf Dockerfile2 .", { file: "Dockerfile2" }],
  ["docker build -f Dockerfile2 -- app", { file: "Dockerfile2", context: "app" }],
  ["docker build -f - .", { stdin: true }],
  ["docker build -", { context: null, stdin: true }],
  ["docker build -f Dockerfile -", null],
  ["docker build https://github.com/o/r.git#main:docker", null],
  ["docker build git@github.com:o/r.git", null],
  ["docker build github.com/o/r", null],
  ["docker build -f https://example.com/Dockerfile .", null],
  ["docker build -t x", null],
  ["docker build $DIR", { context: unresolvedPart }],
  ["docker build $OPTIONS .", {}],
  [
    "docker build -f $DIR/Dockerfile $DIR",
    { file: `${unresolvedPart}/Dockerfile`, context: unresolvedPart },
  ],
  // Flags with and without values
  ["docker build -t repo/name:1 --no-cache --pull -m 2g --progress plain .", {}],
  ["docker build --rm --force-rm --compress --squash -q dir", { context: "dir" }],
  [
    "docker build --label a=b --cache-from x --network host --secret id=a,src=b --ssh default .",
    {},
  ],
  ["docker build --no-cache=true --pull=false .", {}],
  ["docker build --platform linux/amd64,linux/arm64 --push --load .", {}],
  ["docker build --provenance false --sbom=true --iidfile id .", {}],
  // Arguments
  ["docker build --build-arg A=b .", { args: { A: "b" } }],
  ["docker build --build-arg=A=b --build-arg C=d=e .", { args: { A: "b", C: "d=e" } }],
  ["docker build --build-arg A .", { args: { A: null } }],
  ["docker build --build-arg A= .", { args: { A: "" } }],
  ["docker build --build-arg A=$B .", { args: { A: null } }],
  ["docker build --build-arg A=x-$B .", { args: { A: null } }],
  ["docker build --build-arg A={{b}} .", { args: { A: null } }],
  ["docker build --build-arg $A=b --build-arg $C .", { args: {} }],
  // Targets and named contexts
  ["docker build --target serve .", { target: "serve" }],
  ["docker build --target=serve .", { target: "serve" }],
  ["docker build --target $STAGE .", { target: { open: "$STAGE" } }],
  ["docker build --target= .", { target: null }],
  [
    "docker buildx build --build-context base=docker-image://mcr.microsoft.com/azureml/x:1 .",
    {
      name: "`docker buildx build`",
      contexts: [{ name: "base", value: "docker-image://mcr.microsoft.com/azureml/x:1" }],
    },
  ],
  // Other spellings
  ["docker image build .", { name: "`docker image build`" }],
  ["docker builder build .", { name: "`docker builder build`" }],
  ["docker buildx b .", { name: "`docker buildx b`" }],
  ["docker buildx --builder big build --push .", { name: "`docker buildx build`" }],
  ["docker --context remote -H tcp://x --debug build .", {}],
  ["docker -l debug build .", {}],
  ["/usr/bin/docker build .", {}],
  ["docker.exe build .", {}],
  ["podman build .", { name: "`podman build`" }],
  ["podman build -f Containerfile", { name: "`podman build`", file: "Containerfile" }],
  ["podman --remote build --layers --pull=always .", { name: "`podman build`" }],
  ["buildah bud --layers -t x .", { name: "`buildah bud`" }],
  ["buildah build -f X", { name: "`buildah build`", file: "X" }],
  ["nerdctl build --namespace x .", { name: "`nerdctl build`" }],
  // Azure
  ["az acr build -r reg -t app:1 .", { name: "`az acr build`" }],
  [
    "az acr build --registry reg --image app:1 --file docker/Dockerfile --build-arg A=b --target t --platform linux src",
    {
      name: "`az acr build`",
      file: "docker/Dockerfile",
      context: "src",
      args: { A: "b" },
      target: "t",
    },
  ],
  [
    "az acr build . --no-push --no-logs -r reg --secret-build-arg S=x",
    { name: "`az acr build`", args: { S: "x" } },
  ],
  ["az acr build -r reg https://github.com/o/r.git", null],
  ["az acr build -r reg -f Dockerfile /dev/null", null],
  ["az acr build -r reg -t x -f Dockerfile", null],
  // What stands before the command
  ["DOCKER_BUILDKIT=1 docker build .", {}],
  ["sudo docker build .", {}],
  ["sudo -E -u me docker build .", {}],
  ["sudo DOCKER_BUILDKIT=1 docker build .", {}],
  ["env -u X A=b docker build .", {}],
  ["time -p docker build .", {}],
  ["exec command nohup docker build .", {}],
  ["timeout -k 5 30m docker build .", {}],
  ["nice -n 10 docker build .", {}],
  // Other commands
  ["docker compose build .", null],
  ["docker buildx bake build", null],
  ["docker push build .", null],
  ["docker", null],
  ["docker buildx", null],
  ["command -v docker build", null],
  ["echo docker build .", null],
  ["git docker build .", null],
  ["$DOCKER build .", null],
  ["constructor build .", null],
  ["docker constructor .", null],
  ["az acr task create -f x .", null],
];

describe("a command that builds a Dockerfile", () => {
  it.each(rows)("%s", (command, expected) => {
    const { build } = readCommand(wordsOf(command));
    if (expected === null) {
      expect(build).toBeNull();
      return;
    }
    const found = build?.build;
    expect({
      name: found?.name,
      context: found?.context?.text ?? null,
      file: found?.dockerfile?.text ?? null,
      args: Object.fromEntries(found?.args.map(({ name, value }) => [name, value]) ?? []),
      target: found?.target,
      contexts: found?.contexts,
      from: found?.from,
      folder: found?.folder,
      stdin: build?.isStandardInput,
    }).toEqual({
      name: "`docker build`",
      context: ".",
      file: null,
      args: {},
      target: null,
      contexts: [],
      from: "folder",
      folder: "any",
      stdin: false,
      ...expected,
    });
  });

  it("has the place of the whole command and of its paths", () => {
    const command = "sudo docker build --file=a/Dockerfile ctx";
    const { build } = readCommand(wordsOf(command));
    expect(build?.build.span).toEqual({ start: 0, end: command.length });
    expect(build?.build.dockerfile?.span).toEqual({ start: 25, end: 37 });
    expect(build?.build.context?.span).toEqual({ start: 38, end: 41 });
  });

  it("has paths below the directory that it runs in", () => {
    const directory = { folder: "any", path: { text: "docker", unknown: [] } } as const;
    const { build } = readCommand(wordsOf("docker build -f ../x/Dockerfile ."), directory);
    expect(build?.build.dockerfile?.text).toBe("docker/../x/Dockerfile");
    expect(build?.build.context?.text).toBe("docker");
  });

  it("keeps absolute paths and those that can be", () => {
    const directory = { folder: "any", path: { text: "docker", unknown: [] } } as const;
    const { build } = readCommand(wordsOf("docker build -f /x/Dockerfile $DIR"), directory);
    expect(build?.build.dockerfile?.text).toBe("/x/Dockerfile");
    expect(build?.build.context?.text).toBe(unresolvedPart);
  });

  it("names what is built", () => {
    const tags = (command: string): readonly string[] =>
      readCommand(wordsOf(command)).tags.map(({ text }) => text);
    expect(tags("docker build -t a:1 --tag=b:2 .")).toEqual(["a:1", "b:2"]);
    expect(tags("az acr build --image a:1 -t b .")).toEqual(["a:1", "b"]);
    expect(tags("docker run -t a:1")).toEqual([]);
  });
});
