import { truncateSync, symlinkSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { FileKind } from "../../src/domain/build/file-kind.ts";
import { fileKinds } from "../../src/domain/build/file-kind.ts";
import type { DiscoverOptions } from "../../src/discover/discover.ts";
import { everyFile } from "../../src/discover/discover.ts";
import { takenByName, takenIn } from "../../src/discover/file-name.ts";
import { readSource, unreadProblem } from "../../src/discover/index.ts";
import { discover } from "./discover.ts";
import { temporaryTree } from "./temporary-tree.ts";

const taken = (path: string): readonly unknown[] | null => {
  const answer = takenByName(resolve("/tree", path), path.slice(path.lastIndexOf("/") + 1));
  return answer && [answer.by, answer.kind];
};

describe("a name", () => {
  const kinds: readonly (readonly [FileKind, string])[] = [
    ["dockerfile", "Dockerfile Dockerfile.yaml.j2 gpu.dockerfile"],
    ["yaml", "a.yml a.YAML job.runconfig MLmodel mlmodel .azureml/serve .azureml/a/b/serve"],
    ["json", "a.json devcontainer.JSON docker-bake.json"],
    ["python", "score.py Score.PY .azureml/a.py"],
    ["notebook", "a.ipynb"],
    ["shell", "a.sh a.bash Makefile makefile GNUmakefile rules.mk"],
    ["text", ".env .env.local .ENV.prod serve.env nginx.conf"],
    ["hcl", "docker-bake.hcl a.hcl"],
    ["markdown", "README.md a.rst"],
  ];
  test.each(
    kinds.flatMap(([kind, names]) => names.split(" ").map((name) => [name, kind] as const)),
  )("%s is of the kind %s", (name, kind) => {
    expect(taken(name)).toEqual(["name", kind]);
  });

  test.each([
    ["Dockerfile_aml.yml", "yaml"],
    ["test-in-dockerfile-deployment.yml", "yaml"],
    ["Dockerfile.py", "python"],
    ["Dockerfile.md", "markdown"],
    ["Dockerfile.lock.json", "json"],
    ["gpu-Dockerfile", null],
    ["serve.docker", null],
    ["Dockerfile.toml", null],
  ])("%s is a Dockerfile if its text is one, else of the kind %s", (name, kind) => {
    expect(taken(name)).toEqual(["text", kind]);
  });

  test.each(["Dockfile", "additional_req.txt", "NOTES.TXT", "serving", "a.", "azureml/serve"])(
    "%s is a Dockerfile if its text is one that names an image",
    (name) => {
      expect(taken(name)).toEqual(["mention", null]);
    },
  );

  test.each(
    (
      "a.ts a.pyi a.jsonc a.R deploy.yaml.tmpl gpu.base .yml .gitignore .azureml/.amlignore ..yml/x.y " +
      ".inferlint.yaml .inferlint.json a.txt.gz environment .envrc"
    )
      .split(" ")
      .filter((name) => name !== "environment"),
  )("%s is of no kind", (name) => {
    expect(taken(name)).toBeNull();
  });
});

const dockerfile = "FROM mcr.microsoft.com/azureml/minimal-py312-inference\n";
const tree = {
  Dockerfile: "FROM a\n",
  "Dockerfile_aml.yml": "FROM a\n",
  "in-dockerfile-deployment.yml": "name: a\n",
  "serve.docker": "FROM a\n",
  Dockfile: dockerfile,
  LICENSE: "From azureml with love\n",
  "other.txt": "FROM a\n",
  "req.txt": dockerfile,
  "deploy.yml": "",
  "bake.hcl": "",
  "conf/a.conf": "",
  "a.json": "",
  "a.ipynb": "",
  "a.py": "",
  "a.sh": "",
  "README.md": "",
  "deploy.R": "",
};

async function found(
  kinds: readonly FileKind[],
  paths: readonly string[] = ["."],
  options: Partial<DiscoverOptions> = {},
): Promise<readonly string[]> {
  const cwd = temporaryTree(tree);
  const selection = { ...everyFile, isKindChecked: (kind: FileKind) => kinds.includes(kind) };
  const { files, problems } = await discover(paths, {
    cwd,
    selectionOf: () => Promise.resolve(selection),
    ...options,
  });
  expect(problems).toEqual([]);
  return files.map(({ path, kind }) => `${path} ${kind}`);
}

describe("a search takes the chosen kinds", () => {
  test.each<[readonly FileKind[], readonly string[]]>([
    [
      fileKinds,
      [
        "Dockerfile dockerfile",
        "Dockerfile_aml.yml dockerfile",
        "Dockfile dockerfile",
        "a.ipynb notebook",
        "a.json json",
        "a.py python",
        "a.sh shell",
        "bake.hcl hcl",
        "conf/a.conf text",
        "deploy.yml yaml",
        "in-dockerfile-deployment.yml yaml",
        "req.txt dockerfile",
        "serve.docker dockerfile",
      ],
    ],
    [
      ["dockerfile"],
      ["Dockerfile dockerfile", "Dockerfile_aml.yml dockerfile", "serve.docker dockerfile"],
    ],
    [
      ["python", "json"],
      ["a.json json", "a.py python"],
    ],
    [["text"], ["Dockfile dockerfile", "conf/a.conf text", "req.txt dockerfile"]],
    [["markdown"], []],
  ])("%j", async (kinds, expected) => {
    expect(await found(kinds)).toEqual(expected);
    expect(await found(kinds, Object.keys(tree), { forceExclude: true })).toEqual(expected);
  });

  test("a mirror makes a Dockerfile of any name one that counts", async () => {
    const cwd = temporaryTree({ plain: "FROM contoso.azurecr.io/serve\n", bare: "FROM a\n" });
    const mirrors = [{ prefix: "contoso.azurecr.io", instead: "mcr.microsoft.com" }];
    const imagesOf = () => Promise.resolve({ roots: ["azureml/"], mirrors });
    const of = async (options: Partial<DiscoverOptions>) =>
      (await discover(["."], { cwd, ...options })).files.map(({ path }) => path);
    expect(await of({ imagesOf })).toEqual(["plain"]);
    expect(await of({})).toEqual([]);
  });

  test("what is included is of its kind, else a Dockerfile; Markdown too", () => {
    const selection = { ...everyFile, isIncluded: () => true };
    const of = (name: string) => takenIn(selection, `/tree/${name}`, name);
    expect(["a.tmpl", "a.txt", "LICENSE", "a.md", "a.yml", "Dockerfile.yml"].map(of)).toEqual([
      { by: "name", kind: "dockerfile" },
      { by: "name", kind: "dockerfile" },
      { by: "name", kind: "dockerfile" },
      { by: "name", kind: "markdown" },
      { by: "name", kind: "yaml" },
      { by: "text", kind: "yaml" },
    ]);
  });

  test("a configuration or policy of the run is left out", () => {
    const selection = { ...everyFile, isOwnFile: (path: string) => path === "/tree/policy.yml" };
    expect(takenIn(selection, "/tree/policy.yml", "policy.yml")).toBeNull();
    expect(takenIn(selection, "/tree/other.yml", "other.yml")).not.toBeNull();
  });
});

describe("a file passed explicitly", () => {
  const read = async (path: string, only: readonly FileKind[] = fileKinds) => {
    const cwd = temporaryTree({ ...tree, "gpu.base": "FROM a\n", "broken.docker": "FORM a\n" });
    mkdirSync(join(cwd, "links"));
    symlinkSync("../gpu.base", join(cwd, "links/gpu.link"));
    const selection = {
      ...everyFile,
      isKindChecked: () => false,
      isKindAlwaysExcluded: (kind: FileKind) => !only.includes(kind),
    };
    const { files, problems } = await discover([path], {
      cwd,
      selectionOf: () => Promise.resolve(selection),
    });
    return [
      ...files.map(({ kind, named }) => (named ? kind : "")),
      ...problems.map(({ id, message, fatal }) => [id, message, fatal]),
    ];
  };

  test.each([
    ["deploy.yml", "yaml"],
    ["README.md", "markdown"],
    ["Dockerfile_aml.yml", "dockerfile"],
    ["in-dockerfile-deployment.yml", "yaml"],
    ["gpu.base", "dockerfile"],
    ["links/gpu.link", "dockerfile"],
    ["LICENSE", "dockerfile"],
    ["other.txt", "dockerfile"],
    ["broken.docker", "dockerfile"],
  ])("%s is read as %s, whatever the configuration chooses", async (path, kind) => {
    expect(await read(path)).toEqual([kind]);
  });

  test("is a fatal problem if neither its name nor its text tells its kind", async () => {
    expect(await read("deploy.R")).toEqual([
      ["unknown-kind", "Not a kind that inferlint reads; nothing in it was checked.", true],
    ]);
  });

  test.each<[string, readonly FileKind[], FileKind]>([
    ["a.py", ["yaml"], "python"],
    ["Dockerfile", ["yaml", "json"], "dockerfile"],
    ["LICENSE", ["yaml"], "dockerfile"],
    ["gpu.base", ["yaml"], "dockerfile"],
    ["deploy.yml", ["dockerfile"], "yaml"],
  ])("%s is left out with --kind %j", async (path, only, kind) => {
    const message = `Not read: its kind is ${kind}, which --kind leaves out.`;
    expect(await read(path, only)).toEqual([["left-out", message, false]]);
  });

  test("of a kind that --kind leaves out is a Dockerfile if its text is one", async () => {
    expect(await read("Dockerfile_aml.yml", ["dockerfile"])).toEqual(["dockerfile"]);
    expect(await read("gpu.base", ["dockerfile"])).toEqual(["dockerfile"]);
  });
});

test("under a policy a search says which kinds --kind leaves out", async () => {
  const cwd = temporaryTree(tree);
  const selection = {
    ...everyFile,
    excludingPattern: () => "",
    isKindAlwaysExcluded: (kind: FileKind) => kind === "yaml" || kind === "json",
  };
  const of = async (paths: readonly string[]) =>
    (await discover(paths, { cwd, selectionOf: () => Promise.resolve(selection) })).problems;
  expect(await of(["."])).toMatchObject([
    {
      path: null,
      message: "Left out: files of the kinds yaml and json that --kind does not name.",
    },
  ]);
  expect(await of(["Dockerfile"])).toEqual([]);
});

test("links and sockets whose names say nothing are not reported", async () => {
  const cwd = temporaryTree(["Dockerfile"]);
  for (const name of ["python", "python.txt", "python.yml"])
    symlinkSync("/nowhere", join(cwd, name));
  const server = createServer().listen(join(cwd, "socket"));
  await new Promise((done) => server.once("listening", done));
  const { files, problems } = await discover(["."], { cwd });
  server.close();
  expect(files.map(({ path }) => path)).toEqual(["Dockerfile"]);
  expect(problems.map(({ id, path }) => [id, path])).toEqual([["unfollowed-link", "python.yml"]]);
});

test("names that are not valid UTF-8 are a problem of other kinds only where they may name an image", async ({
  skip,
}) => {
  const cwd = temporaryTree(["Dockerfile"]);
  const write = (name: string, text: string): void => {
    writeFileSync(Buffer.concat([Buffer.from(join(cwd, name)), Buffer.from([0xe9])]), text);
  };
  try {
    write("a.\u00e9", "");
  } catch {
    skip("names are text here");
  }
  const named = (bytes: string, text: string): void => {
    writeFileSync(Buffer.from(join(cwd, bytes), "latin1"), text);
  };
  named("\xe9.yml", "image: mcr.microsoft.com/azureml/a\n");
  named("\xe8.yml", "a: 1\n");
  named("\xe9.txt", "text\n");
  const { problems } = await discover(["."], { cwd });
  expect(problems.map(({ path, message, fatal }) => [path, message, fatal])).toEqual([
    [String.raw`\xe9.yml`, "The name is not valid UTF-8; the file was not read. Rename it.", true],
  ]);
});

describe("the size limit", () => {
  const images = { roots: ["azureml/"], mirrors: [] };
  const state = (name: string, kind: FileKind, bytes: string | Buffer, size?: number) => {
    const root = temporaryTree({ [name]: bytes });
    const absolute = join(root, name);
    if (size !== undefined) truncateSync(absolute, size);
    return [false, true].map((named) => {
      const file = { path: name, absolute, kind, named };
      const source = readSource(file);
      if (source.kind !== "unread") return source.kind;
      const problem = unreadProblem(file, source, images);
      return problem && [problem.id, problem.message, problem.fatal];
    });
  };
  const mib = 1024 ** 2;

  test("of a notebook is 32 MiB, of other files 1 MiB", () => {
    const line = "# azureml\n";
    const both = (limit: string) => {
      const message = `Not checked: it is larger than ${limit}.`;
      return [
        ["unread-file", message, false],
        ["unread-file", message, true],
      ];
    };
    expect(state("a.yml", "yaml", line + " ".repeat(mib - line.length))).toEqual(["text", "text"]);
    expect(state("a.yml", "yaml", line + " ".repeat(mib))).toEqual(both("1 MiB"));
    const notebook = Buffer.alloc(32 * mib, "x");
    expect(state("a.ipynb", "notebook", notebook)).toEqual(["text", "text"]);
    const large = Buffer.concat([notebook, Buffer.from(line)]);
    expect(state("a.ipynb", "notebook", large)).toEqual(both("32 MiB"));
    expect(state("a.json", "json", "{}", 65 * mib)).toEqual(both("1 MiB"));
  });

  test("is not reported for data that names no image, wherever its parts are read", () => {
    expect(state("a.json", "json", Buffer.alloc(3 * mib, "x"))).toEqual([null, null]);
    const split = Buffer.alloc(3 * mib, "x");
    split.write("azureml", 2 * mib - 3);
    expect(state("a.json", "json", split)).not.toContain(null);
  });

  test("text that is not UTF-8 is reported only if it names an image", () => {
    const wide = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");
    expect(state("a.yml", "yaml", wide("image: AzureML/a"))).toEqual([
      ["unread-file", "Not checked: it is UTF-16 text; save it as UTF-8.", false],
      ["unread-file", "Not checked: it is UTF-16 text; save it as UTF-8.", true],
    ]);
    expect(state("a.yml", "yaml", wide("image: a"))).toEqual([null, null]);
    const binary = (text: string) => Buffer.from(`\0\x01${text}`);
    expect(state("a.json", "json", binary("azureml"))).toEqual([
      ["unread-file", "Not checked: it contains NUL bytes and is not text.", false],
      ["unread-file", "Not checked: it contains NUL bytes and is not text.", true],
    ]);
    expect(state("a.json", "json", binary("a"))).toEqual([null, null]);
  });
});
