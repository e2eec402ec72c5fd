import { gitIndex } from "../../support/git-index.ts";
import { banned, current } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

/** BuildKit builds this to a banned image that runs as root: four errors. */
const faulty = `FROM ${banned}\nUSER root\n`;
const clean = `FROM ${current}\n`;
const services = {
  ...{ "services/a/Dockerfile": faulty, "services/b/Dockerfile": faulty },
  ...{ "services/b/deep/Dockerfile": faulty, Dockerfile: faulty },
};

/** What is checked, and how many findings that gives. */
function finds(
  name: string,
  files: TreeCase["files"],
  args: readonly string[],
  paths: readonly string[],
): TreeCase {
  return {
    ...{ name, files, args: [...args, "--format", "concise"], status: paths.length > 0 ? 1 : 0 },
    stdout:
      paths.length > 0
        ? [`${4 * paths.length} problems`, ...paths.map((path) => `${path}:1:`)]
        : [],
    silent: ["error: ", "symbolic"],
  };
}

export const cases: readonly TreeCase[] = [
  finds(
    "a pattern of directories",
    services,
    ["services/*"],
    ["services/a/Dockerfile", "services/b/Dockerfile", "services/b/deep/Dockerfile"],
  ),
  finds(
    "a pattern of files",
    services,
    ["services/*/Dockerfile"],
    ["services/a/Dockerfile", "services/b/Dockerfile"],
  ),
  finds("of any depth", services, ["services/**/deep/*"], ["services/b/deep/Dockerfile"]),
  finds(
    "with braces and ranges",
    services,
    ["{services,x}/[a]/Docker????"],
    ["services/a/Dockerfile"],
  ),
  finds("from the working directory up", services, ["./D*"], ["Dockerfile"]),
  finds(
    "several, and a file by its name",
    services,
    ["Dockerfile", "services/a*", "*/a/*"],
    ["Dockerfile", "services/a/Dockerfile"],
  ),
  finds(
    "with a slash at the end",
    services,
    ["services/b*/"],
    ["services/b/Dockerfile", "services/b/deep/Dockerfile"],
  ),
  {
    ...finds("from a directory below", services, ["../services/a*/D*"], ["a/Dockerfile"]),
    cwd: "services",
  },
  finds(
    "a file that has the name of a pattern is this file",
    {
      ...{ "[a]/Dockerfile": faulty, "a/Dockerfile": faulty },
      "Dockerfile.*": faulty,
      "Dockerfile.x": faulty,
    },
    ["[a]", "Dockerfile.*"],
    ["[a]/Dockerfile", "Dockerfile.*"],
  ),
  finds(
    "a pattern takes what a search takes: not what is ignored or excluded, but what git tracks",
    {
      ".git/index": gitIndex(["build/tracked/Dockerfile"]),
      ...{
        ".gitignore": "build/\nignored\n",
        "build/tracked/Dockerfile": faulty,
        "build/Dockerfile": faulty,
      },
      ...{
        "a/ignored/Dockerfile": faulty,
        "a/old/Dockerfile": faulty,
        "a/x.png": "",
        "a/node_modules/Dockerfile": faulty,
      },
      ".inferlint.yaml": "files: { exclude: [a/old] }\n",
    },
    ["a/*", "{build,nowhere}/**"],
    ["build/tracked/Dockerfile"],
  ),
  finds(
    "and by the settings of each directory",
    {
      ...services,
      "services/a/.inferlint.yaml":
        "rules: { eol-os: off, eol-python: off, root-user: off, unsupported-image: off }\n",
    },
    ["services/[ab]/D*"],
    ["services/b/Dockerfile"],
  ),
  {
    name: "what is beside the pattern is not read",
    files: {
      ...services,
      "other.Dockerfile": { link: "/etc/passwd" },
      "services/x/Dockerfile": { link: "../../nowhere" },
    },
    args: ["services/a/*"],
    status: 1,
    stdout: ["4 problems"],
    silent: ["symbolic link"],
  },
  {
    name: "a link to a directory in the way of a pattern is named",
    files: { ...services, "services/c": { link: "a" } },
    args: ["services/*/Dockerfile"],
    status: 1,
    stdout: ["8 problems"],
    stderr: ["1 symbolic link to a folder was not followed: services/c."],
  },
  ...[
    [
      "that matches nothing",
      "services/*.yaml",
      "No file that a search takes matches this pattern.",
    ],
    [
      "that matches only what is no kind of file",
      "a/*.png",
      "No file that a search takes matches this pattern.",
    ],
    [
      "that matches only what is ignored",
      "ignored/D*",
      "No file that a search takes matches this pattern.",
    ],
    [
      "in a directory that is not there",
      "nowhere/*",
      "No file matches this pattern: there is no such directory.",
    ],
    ["below a file", "Dockerfile/*", "No file matches this pattern: there is no such directory."],
    [
      "that is not valid",
      "services/[a",
      "No such file or directory, and as a pattern it has brackets or braces that are unbalanced, empty or nested.",
    ],
    [
      "that leads up again",
      "services/*/../b",
      "No such file or directory, and as a pattern it must not contain ..",
    ],
  ].map(([name = "", pattern = "", message = ""]): TreeCase => ({
    name: `a pattern ${name} is a missing path`,
    files: {
      ...services,
      "a/x.png": "",
      ".gitignore": "ignored/D*\n",
      "ignored/Dockerfile": faulty,
    },
    args: [pattern, "services/a"],
    status: 2,
    stderr: [`error: ${pattern}: ${message}`],
    stdout: ["4 problems"],
  })),
  {
    name: "patterns of other commands that take paths",
    files: services,
    args: ["inspect", "services/*/D*"],
    status: 0,
    stdout: [/^services\/a\/Dockerfile/m, /^services\/b\/Dockerfile/m],
    silent: ["deep"],
  },
  finds(
    "a directory without files to check is no error",
    { "services/a/x.png": "", Dockerfile: clean },
    ["services/*"],
    [],
  ),
];
