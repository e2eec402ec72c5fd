import { gitIndex } from "../../support/git-index.ts";
import { banned } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

const dockerfile = `FROM ${banned}\n`;
const lint = ["lint", "--format", "concise"];
const finding = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^$()[\]\\|{}]/g, String.raw`\$&`)}:\\d+:\\d+: error `, "m");
const unfollowed = (path: string, why: string): string =>
  `warning: ${path}: The symbolic link was not followed: ${why}.`;
const undecodable = (path: string): string => `error: ${path}: The name is not valid UTF-8`;

const oddNames = [
  "DockerfileGPU",
  "gpu-Dockerfile",
  "Dockerfile2",
  "Containerfile2",
  "x.dockerfile.tmpl",
  "Dockerfile.txt",
  "Dockerfile.bak",
  "Dockerfile~",
  "my_dockerfile",
  "CONTAINERFILES",
  "serve.docker",
  "serve.df",
];

/** Taken by their names; the first instruction is not a FROM. */
const notFrom = {
  "1/Dockerfile": `RUN true\n${dockerfile}`,
  "2/Dockerfile.dev": `FORM ${banned}\n`,
  "3/Containerfile": `<<<<<<< HEAD\n${dockerfile}=======\nFROM a\n>>>>>>> b\n`,
  "4/x.dockerfile": `{% if gpu %}\nRUN true\n{% endif %}\n${dockerfile}`,
  "5/Dockerfile": `\0${dockerfile}`,
};

const links: readonly TreeCase[] = [
  {
    name: "a link to a file of the repository",
    files: {
      "serve/Dockerfile": { link: "../templates/serving.tpl" },
      "templates/serving.tpl": dockerfile,
    },
    args: lint,
    status: 1,
    stdout: [finding("serve/Dockerfile")],
    stderr: ["note: serve/Dockerfile: A symbolic link to templates/serving.tpl"],
  },
  {
    name: "the same in SARIF, which names the target",
    files: {
      "serve/Dockerfile": { link: "../templates/serving.tpl" },
      "templates/serving.tpl": dockerfile,
    },
    args: ["lint", "--format", "sarif"],
    status: 1,
    stdout: ['"uri": "templates/serving.tpl"'],
  },
  {
    name: "two links to one file, which is checked once",
    files: {
      "a/Dockerfile": { link: "../x.tpl" },
      "b/Dockerfile": { link: "../x.tpl" },
      "x.tpl": dockerfile,
    },
    args: lint,
    status: 1,
    stdout: [finding("a/Dockerfile")],
    stderr: ["A symbolic link to x.tpl, as b/Dockerfile is; the file was checked once"],
    silent: ["b/Dockerfile:"],
  },
  {
    name: "a link to a Dockerfile that is found itself",
    files: { Dockerfile: { link: "a/Dockerfile" }, "a/Dockerfile": dockerfile },
    args: lint,
    status: 1,
    stdout: [finding("a/Dockerfile")],
    stderr: [/^$/],
  },
  {
    name: "a link to a Dockerfile that is found itself by its text",
    files: { Dockerfile: { link: "templates/serving" }, "templates/serving": dockerfile },
    args: lint,
    status: 1,
    stdout: [finding("templates/serving")],
    stderr: [/^$/],
  },
  {
    name: "a chain of links",
    files: {
      Dockerfile: { link: "b.tpl" },
      "b.tpl": { link: "c/d.tpl" },
      "c/d.tpl": { link: "../e.tpl" },
      "e.tpl": dockerfile,
    },
    args: lint,
    status: 1,
    stdout: [finding("Dockerfile")],
  },
  {
    name: "a link whose name says nothing, to a Dockerfile",
    files: {
      "serve.docker": { link: "templates/serving.tpl" },
      "templates/serving.tpl": dockerfile,
    },
    args: lint,
    status: 1,
    stdout: [finding("serve.docker")],
  },
  {
    name: "a link into node_modules, and into what git ignores",
    files: {
      ".gitignore": "build/\n",
      Dockerfile: { link: "node_modules/a/Dockerfile" },
      "Dockerfile.build": { link: "build/Dockerfile" },
      "node_modules/a/Dockerfile": dockerfile,
      "build/Dockerfile": dockerfile,
    },
    args: lint,
    status: 1,
    stdout: [finding("Dockerfile"), finding("Dockerfile.build")],
  },
  {
    name: "links that lead elsewhere are named",
    files: {
      "Dockerfile.out": { link: "/etc/passwd" },
      "Dockerfile.git": { link: ".git/config" },
      ".git/config": dockerfile,
      "Dockerfile.zero": { link: "/dev/zero" },
      "Dockerfile.gone": { link: "gone" },
      "Dockerfile.loop": { link: "Dockerfile.loop" },
      "gone.docker": { link: "gone" },
      "inner/.git/HEAD": "",
      "inner/serving.tpl": dockerfile,
      "Dockerfile.inner": { link: "inner/serving.tpl" },
    },
    args: lint,
    status: 0,
    stderr: [
      unfollowed("Dockerfile.out", "it leads out of the repository"),
      unfollowed("Dockerfile.git", "it leads into .git"),
      unfollowed("Dockerfile.zero", "it leads to a device, FIFO or socket"),
      unfollowed("Dockerfile.gone", "its target does not exist"),
      unfollowed("Dockerfile.loop", "it leads to itself"),
      unfollowed("gone.docker", "its target does not exist"),
      unfollowed("Dockerfile.inner", "it leads into another repository"),
    ],
  },
  {
    name: "links to folders are named in one line",
    files: {
      "a/Dockerfile": "FROM a\n",
      latest: { link: "a" },
      "a/up": { link: ".." },
      "Dockerfile.d": { link: "a" },
    },
    args: lint,
    status: 0,
    stderr: ["3 symbolic links to folders were not followed: Dockerfile.d, a/up and latest."],
  },
  {
    name: "a fix is not written through a link",
    files: {
      Dockerfile: { link: "serving.tpl" },
      "serving.tpl":
        "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20240101.v1\nUSER root\n",
    },
    args: [...lint, "--fix", "--unsafe-fixes"],
    status: 2,
    stderr: [
      "Dockerfile: Not fixed: it is a symbolic link to serving.tpl; name that file instead.",
    ],
    after: {
      "serving.tpl":
        "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20240101.v1\nUSER root\n",
    },
  },
];

const names: readonly TreeCase[] = [
  {
    name: "odd names",
    files: Object.fromEntries(oddNames.map((name) => [name, `# x\nARG A\n${dockerfile}`])),
    args: lint,
    status: 1,
    stdout: oddNames.map(finding),
  },
  {
    name: "odd names whose FROM comes after templates, continuations and directives",
    files: {
      "a.dockerfile.j2.txt": `{#\nLicense\n#}\n{% if gpu %}\n${dockerfile}{% endif %}\n`,
      "b.docker": `# escape=\`\nFR\`\nOM ${banned}\n`,
      "c.df": `\uFEFF# syntax=docker/dockerfile:1\r\n\r\nARG A="{{"\r\n${dockerfile}`,
      "d.docker": Buffer.from(`\uFEFF${dockerfile}`, "utf16le"),
      "e.df": `# ${"x\n# ".repeat(300_000)}\n${dockerfile}`,
    },
    args: lint,
    status: 1,
    stdout: ["a.dockerfile.j2.txt", "b.docker", "c.df", "d.docker", "e.df"].map(finding),
  },
  {
    name: "names that only look like it",
    files: {
      "dockerfile.md": "From version 2 on the image is\nmcr.microsoft.com/azureml/x-inference\n",
      "dockerfile_gen.py": `from string import Template\nT = "${dockerfile.trim()}"\n`,
      "endpoint-in-dockerfile-deployment.yml": `image: ${banned}\n`,
      "Dockerfile.dockerignore": "*\n",
      "docker-compose.yml": `image: ${banned}\n`,
    },
    args: [...lint, "--kind", "dockerfile"],
    status: 0,
    stderr: ["no file to check found"],
    silent: ["error", "warning"],
  },
  {
    name: "names that are taken whatever the text",
    files: notFrom,
    args: lint,
    status: 1,
    stdout: Object.keys(notFrom).map(finding),
  },
];

const tracked: readonly TreeCase[] = [
  {
    name: "what git tracks although it ignores it",
    files: {
      ".git/index": gitIndex(["build/a/Dockerfile", "Dockerfile.gpu", "build/serve.docker"]),
      ".gitignore": "build/\n*.gpu\n",
      "build/a/Dockerfile": dockerfile,
      "build/serve.docker": dockerfile,
      "build/Dockerfile.untracked": dockerfile,
      "Dockerfile.gpu": dockerfile,
    },
    args: lint,
    status: 1,
    stdout: ["build/a/Dockerfile", "build/serve.docker", "Dockerfile.gpu"].map(finding),
    silent: ["untracked"],
  },
  {
    name: "what git tracks in node_modules, from a folder below the root",
    files: {
      ".git/index": gitIndex(["app/node_modules/a/Dockerfile"]),
      "app/node_modules/a/Dockerfile": dockerfile,
      "app/node_modules/b/Dockerfile": dockerfile,
    },
    args: lint,
    cwd: "app",
    status: 1,
    stdout: [finding("node_modules/a/Dockerfile")],
    silent: ["node_modules/b"],
  },
  {
    name: "a tracked link in an ignored folder",
    files: {
      ".git/index": gitIndex(["build/Dockerfile"]),
      ".gitignore": "build/\n",
      "build/Dockerfile": { link: "../serving.tpl" },
      "serving.tpl": dockerfile,
    },
    args: lint,
    status: 1,
    stdout: [finding("build/Dockerfile")],
  },
  {
    name: "an index that cannot be read, where something is left out",
    files: { ".git/index": "DIRC", ".gitignore": "build/\n", "build/Dockerfile": dockerfile },
    args: lint,
    status: 0,
    stderr: ["warning: .: Git's index was not read completely: it is damaged."],
  },
  {
    name: "--force-exclude reads what git tracks, and nothing that a search would not take",
    files: {
      ".git/index": gitIndex(["build/Dockerfile"]),
      ".gitignore": "build/\n",
      "build/Dockerfile": dockerfile,
      "build/Dockerfile.2": dockerfile,
      "node_modules/Dockerfile": dockerfile,
      "dockerfile.md": `From now on: ${banned}\n`,
      "notes.md": dockerfile,
    },
    args: [
      ...lint,
      "--force-exclude",
      "build/Dockerfile",
      "build/Dockerfile.2",
      "node_modules/Dockerfile",
      "dockerfile.md",
      "notes.md",
    ],
    status: 1,
    stdout: [finding("build/Dockerfile")],
    silent: ["Dockerfile.2", "node_modules", "dockerfile.md", "notes.md"],
  },
  {
    name: "under a policy, what is left out is named with a count",
    files: {
      "policy.yaml": "files: { gitignore: true, exclude: [third_party/**] }\n",
      ".gitignore": "build/\n",
      "build/Dockerfile": dockerfile,
      "a/build/Dockerfile": dockerfile,
      "node_modules/Dockerfile": dockerfile,
      "third_party/Dockerfile": dockerfile,
      "third_party/a/Dockerfile": dockerfile,
    },
    args: [...lint, "--policy", "policy.yaml"],
    status: 0,
    stderr: [
      "note: Left out: 1 folder named node_modules, except for what git tracks.",
      "note: Left out: 1 folder that the pattern third_party/** excludes.",
      "note: .gitignore: Left out: 2 folders that build/ ignores, except for what git tracks.",
    ],
  },
];

const bytes: readonly TreeCase[] = [
  {
    name: "a file name that is not valid UTF-8",
    files: { "latin1:Dockerfile.\xe9": dockerfile, "latin1:\xe9-dockerfile.txt": dockerfile },
    args: lint,
    status: 2,
    stderr: [
      undecodable(String.raw`Dockerfile.\xe9`),
      undecodable(String.raw`\xe9-dockerfile.txt`),
    ],
  },
  {
    name: "a folder name that is not valid UTF-8, with and without a Dockerfile",
    files: { "latin1:d\xe9/a/Dockerfile": dockerfile, "latin1:e\xe9/notes.md": dockerfile },
    args: lint,
    status: 2,
    stderr: [undecodable(String.raw`d\xe9/a/Dockerfile`)],
    silent: [String.raw`e\xe9`],
  },
  {
    name: "such a name that git ignores, that is no Dockerfile, or in node_modules",
    files: {
      ".gitignore": Buffer.from("*.\xe9\n", "latin1"),
      "latin1:Dockerfile.\xe9": dockerfile,
      "latin1:\xe9-dockerfile.md": "From now on it is different.\n",
      "latin1:node_modules/Dockerfile.\xe8": dockerfile,
    },
    args: lint,
    status: 0,
    silent: ["UTF-8"],
  },
  {
    name: "such a name that a rule for its listing with U+FFFD would ignore",
    files: { ".gitignore": "Dockerfile.\uFFFD\n", "latin1:Dockerfile.\xe9": dockerfile },
    args: lint,
    status: 2,
    stderr: [undecodable(String.raw`Dockerfile.\xe9`)],
  },
  {
    name: "such a name in git's index, in an ignored folder",
    files: {
      ".git/index": gitIndex(["build/Dockerfile.\xe9"], "latin1"),
      ".gitignore": "build/\n",
      "latin1:build/Dockerfile.\xe9": dockerfile,
    },
    args: lint,
    status: 2,
    stderr: [undecodable(String.raw`build/Dockerfile.\xe9`)],
  },
  {
    name: "such a name of a link to a file that is not found itself",
    files: {
      "latin1:Dockerfile.\xe9": { link: "serving" },
      "latin1:Dockerfile.\xe8": { link: "a/Dockerfile" },
      serving: "FROM a\n",
      "a/Dockerfile": "FROM a\n",
    },
    args: lint,
    status: 2,
    stderr: [undecodable(String.raw`Dockerfile.\xe9`)],
    silent: [String.raw`\xe8`],
  },
];

const innerIndex = gitIndex(["build/Dockerfile"]);

const everything: TreeCase = {
  name: "nested repositories, links, a tracked file, odd names and texts: every one is checked or named",
  files: {
    ...Object.fromEntries(oddNames.map((name) => [`odd/${name}`, dockerfile])),
    ...notFrom,
    ".git/index": gitIndex(["ignored/Dockerfile"]),
    ".gitignore": "ignored/\n",
    "ignored/Dockerfile": dockerfile,
    "first/.git/index": innerIndex,
    "first/.gitignore": "build/\n",
    "first/build/Dockerfile": dockerfile,
    "first/Dockerfile": dockerfile,
    "second/.git/HEAD": "",
    "second/gpu-Dockerfile": dockerfile,
    "links/Dockerfile": { link: "../templates/serving.tpl" },
    "templates/serving.tpl": dockerfile,
    "links/Dockerfile.out": { link: "/etc/passwd" },
    "links/folder": { link: "../odd" },
    "latin1:Dockerfile.\xe9": dockerfile,
  },
  args: lint,
  status: 2,
  stdout: [
    ...oddNames.map((name) => finding(`odd/${name}`)),
    ...Object.keys(notFrom).map(finding),
    finding("ignored/Dockerfile"),
    finding("first/build/Dockerfile"),
    finding("first/Dockerfile"),
    finding("second/gpu-Dockerfile"),
    finding("links/Dockerfile"),
  ],
  stderr: [
    undecodable(String.raw`Dockerfile.\xe9`),
    unfollowed("links/Dockerfile.out", "it leads out of the repository"),
    "1 symbolic link to a folder was not followed: links/folder.",
    "note: links/Dockerfile: A symbolic link to templates/serving.tpl",
  ],
};

/** What discovery passed over, mostly in silence. */
export const cases: readonly TreeCase[] = [...links, ...names, ...tracked, ...bytes, everything];
