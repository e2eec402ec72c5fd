import { describe, expect, it } from "vitest";
import { unresolvedPart } from "../../../src/shell/unresolved.ts";
import { readText } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference:latest";
const u = unresolvedPart;

/** `folder:Dockerfile context A=b`, in short. */
async function builds(text: string, path?: string): Promise<readonly string[]> {
  return (await readText("shell", text, path)).builds.map(
    ({ folder, dockerfile, context, args, target }) =>
      [
        `${folder}:${dockerfile?.text ?? "-"}`,
        context?.text ?? "none",
        ...args.map(({ name, value }) => `${name}=${value ?? "?"}`),
        ...(target === null ? [] : [`@${typeof target === "string" ? target : target.open}`]),
      ].join(" "),
  );
}

describe("builds of a script", () => {
  it.each<readonly [string, readonly string[]]>([
    ["docker build .", ["any:- ."]],
    [
      "docker build \\\n  -f a/Dockerfile \\\n  --build-arg 'A=b c' .\n",
      ["any:a/Dockerfile . A=b c"],
    ],
    ["if ! docker build .; then exit 1; fi", ["any:- ."]],
    ["for d in a b; do docker build $d; done", [`any:- ${u}`]],
    ["x=$(docker build -q .)", ["any:- ."]],
    ["docker build - < docker/Dockerfile.gpu", ["any:docker/Dockerfile.gpu none"]],
    ["docker build - < context.tar.gz", []],
    ["cat Dockerfile | docker build -", []],
    ["# docker build .", []],
    ["echo docker build .", []],
    ['echo "docker build ."', []],
    ["bash -c 'docker build -f x .'", ["any:x ."]],
    ['cd a && sh -c "docker build -f x ."', ["any:a/x a"]],
    // Variables
    ["TAG=1\ndocker build --build-arg T=$TAG .", ["any:- . T=1"]],
    ["docker build --build-arg T=$TAG --target $S .", ["any:- . T=? @$S"]],
    ["D=docker\nF=$D/Dockerfile\ndocker build -f $F $D", ["any:docker/Dockerfile docker"]],
    ["TAG=1\nTAG=2\ndocker build --build-arg T=$TAG .", ["any:- . T=?"]],
    ["if x; then TAG=1; fi\ndocker build --build-arg T=$TAG .", ["any:- . T=?"]],
    ["[ x ] && TAG=1\ndocker build --build-arg T=$TAG .", ["any:- . T=?"]],
    ["(TAG=1)\ndocker build --build-arg T=$TAG .", ["any:- . T=?"]],
    ["TAG=1\nread TAG\ndocker build --build-arg T=$TAG .", ["any:- . T=?"]],
    ["TAG=1\n. ./settings\ndocker build --build-arg T=$TAG .", ["any:- . T=?"]],
    ["docker build --build-arg T=$TAG .\nTAG=1", ["any:- . T=?"]],
    ["TAG=1 docker build --build-arg T=$TAG .", ["any:- . T=?"]],
    ["A=$B\nB=$A\ndocker build --build-arg T=$A .", ["any:- . T=?"]],
    ["A=x; export A\ndocker build --build-arg T=${A} .", ["any:- . T=x"]],
    // Directories
    ["cd docker && docker build -f x .", ["any:docker/x docker"]],
    ["cd docker\ndocker build ..", ["any:- docker/.."]],
    ["(cd docker && docker build .); docker build .", ["any:- docker", "any:- ."]],
    ["pushd a; docker build .; popd; docker build .", ["any:- a", "any:- ."]],
    ["cd a; cd -; docker build .", ["any:- ."]],
    ['cd "$X"; docker build -f y .', [`any:${u}/y ${u}`]],
    ["cd; docker build .", [`any:- ${u}`]],
    ["cd ~/x; docker build .", [`any:- ${u}`]],
    [
      "if x; then cd a; docker build .; else docker build .; fi; docker build .",
      ["any:- a", "any:- .", `any:- ${u}`],
    ],
    ['cd "$(dirname "$0")/.."; docker build -f a/x .', ["file:../a/x .."]],
    ['cd "${BASH_SOURCE[0]%/*}" && docker build .', ["file:- ."]],
    ["cd $(git rev-parse --show-toplevel); docker build a", ["any:- a"]],
    ["f() { docker build .; }\ncd a\nf", [`any:- ${u}`]],
    ["cd a\nf() { docker build .; }\nf", ["any:- a"]],
    ["f() { cd a; }\nf\ndocker build .", [`any:- ${u}`]],
  ])("%j", async (text, expected) => {
    expect(await builds(text)).toEqual(expected);
  });

  it("are of makefiles, each line for itself", async () => {
    const text =
      "TAG := 1\nDOCKER = docker\nall: x\n\t@cd a && docker build --build-arg T=$(TAG) .\n\t-docker build \\\n\t  -f b $(DIR)\n\t$(DOCKER) build --target $$T c\n";
    expect(await builds(text, "Makefile")).toEqual(["any:- a T=1", `any:b ${u}`, "any:- c @$$T"]);
  });
});

describe("what a script runs", () => {
  it.each<readonly [string, string | null]>([
    [`docker run --rm ${image}`, null],
    [`docker run --user root ${image}`, "root"],
    [`podman run -u "$(id -u)" "${image}"`, u],
    [`IMAGE=${image}\ndocker run -u 0 $IMAGE`, "0"],
  ])("%j", async (text, user) => {
    const { references } = await readText("shell", text);
    expect(references).toHaveLength(1);
    const [{ value, run } = { value: null, run: null }] = references;
    expect(text.slice(value?.span.start, value?.span.end)).toBe(image);
    expect(run?.user?.text ?? null).toBe(user);
    expect(run?.userSetting).toBe("--user");
  });

  it("has a conda file for an environment", async () => {
    const text = `az ml environment create -n e --image ${image} --conda-file conda/env.yml\n`;
    const { references } = await readText("shell", text);
    expect(references).toMatchObject([
      {
        value: { text: image },
        run: { userSetting: null, conda: { kind: "file", path: { text: "conda/env.yml" } } },
      },
    ]);
  });

  it("is not what an image runs, nor an argument", async () => {
    const text = `docker run docker:cli docker pull ${image}\ndocker run -e IMAGE=${image} x\n`;
    const { references } = await readText("shell", text);
    expect(references.map(({ run }) => run)).toEqual([null, null]);
  });
});

describe("references of several parts", () => {
  it("have their quoted parts", async () => {
    const text = `docker pull "mcr.microsoft.com/"'azureml/x-inference':latest\n`;
    const { references } = await readText("shell", text);
    expect(references).toMatchObject([
      {
        value: {
          text: "mcr.microsoft.com/azureml/x-inference:latest",
          unknown: [],
          span: { start: 33, end: 52 },
        },
        parts: [
          { name: "image", text: "mcr.microsoft.com/" },
          { name: "image", text: "azureml/x-inference", span: { start: 33, end: 52 } },
          { name: "image", text: ":latest" },
        ],
      },
    ]);
  });

  it("follow variables", async () => {
    const text = 'REG=mcr.microsoft.com\nTAG="1"\ndocker pull $REG/azureml/x-inference:${TAG}\n';
    const { references } = await readText("shell", text);
    expect(references).toMatchObject([
      {
        value: { text: "mcr.microsoft.com/azureml/x-inference:1", unknown: [] },
        parts: [
          { name: "REG", text: "mcr.microsoft.com", span: { start: 4, end: 21 } },
          { name: "image", text: "/azureml/x-inference:" },
          { name: "TAG", text: "1", span: { start: 27, end: 28 } },
        ],
      },
    ]);
  });

  it("have parts that are not known", async () => {
    const text = "docker pull mcr.microsoft.com/azureml/x-inference:$(date)-${X:-y}`z`\n";
    const { references } = await readText("shell", text);
    expect(references).toMatchObject([
      {
        value: {
          text: `mcr.microsoft.com/azureml/x-inference:${u}-${u}${u}`,
          unknown: ["$(date)", "${X:-y}", "`z`"],
        },
        parts: [],
      },
    ]);
  });
});

describe("comments to inferlint", () => {
  it("cover the next logical line, or their own", async () => {
    const text =
      "# inferlint: ignore[x] -- a\n\n# other\ndocker run \\\n  x\ny # inferlint: ignore[y] -- b\n# inferlint: ignore[z] -- c\ncat <<E\n# inferlint: no\nE\n# inferlint: last\n";
    const { comments } = await readText("shell", text);
    const covered = comments.map(({ text: own, next, isTrailing }) => [
      own,
      next && text.slice(next.start, next.end),
      isTrailing,
    ]);
    expect(covered).toEqual([
      ["# inferlint: ignore[x] -- a", "docker run \\\n  x", false],
      ["# inferlint: ignore[y] -- b", "y # inferlint: ignore[y] -- b", true],
      ["# inferlint: ignore[z] -- c", "cat <<E\n# inferlint: no\nE\n", false],
      ["# inferlint: last", null, false],
    ]);
  });
});
