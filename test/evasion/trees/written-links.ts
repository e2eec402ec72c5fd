import { banned } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

const victim = "mine\n";
const dockerfile = `FROM ${banned}\n`;
const sarif = ["lint", "-q", "-f", "sarif", "-o"];

/** The tree's own repository is `work`, beside the file that its links lead to. */
function written(
  name: string,
  links: Readonly<Record<string, string>>,
  args: readonly string[],
  stderr: string,
): TreeCase {
  return {
    name,
    files: {
      victim,
      "place/victim": victim,
      "work/.git/HEAD": "",
      "work/Dockerfile": dockerfile,
      ...Object.fromEntries(
        Object.entries(links).map(([path, link]) => [`work/${path}`, { link }]),
      ),
    },
    args,
    cwd: "work",
    status: 2,
    stderr: [stderr],
    after: { victim, "place/victim": victim },
  };
}

const link = (file: string, name: string): string =>
  `${file} was not written: ${name} is a symbolic link in a repository, which can lead anywhere; name its target instead`;

/** Links of a repository that make inferlint write to another file of the user. */
export const cases: readonly TreeCase[] = [
  written(
    "--output to a link",
    { "inferlint.sarif": "../victim" },
    [...sarif, "inferlint.sarif"],
    link("--output inferlint.sarif", "inferlint.sarif"),
  ),
  written(
    "--output to a link to a link",
    { a: "b", b: "../victim" },
    [...sarif, "a"],
    link("--output a", "a"),
  ),
  written(
    "--output to a link to nothing",
    { a: "../new" },
    [...sarif, "a"],
    link("--output a", "a"),
  ),
  written(
    "--output below a link to a directory",
    { reports: "../place" },
    [...sarif, "reports/victim"],
    link("--output reports/victim", "reports"),
  ),
  written(
    "--output to a new file below a link to a directory",
    { reports: "../place" },
    [...sarif, "reports/new"],
    link("--output reports/new", "reports"),
  ),
  written(
    "--output to above the target of a link",
    { reports: "../place/deeper" },
    [...sarif, "reports/../victim"],
    link("--output reports/../victim", "reports"),
  ),
  written(
    "--output to a link within the repository",
    { a: "Dockerfile" },
    [...sarif, "a"],
    link("--output a", "a"),
  ),
  written(
    "--output by a path that leaves the repository and enters it again",
    { a: "../victim" },
    [...sarif, "../work/a"],
    link("--output ../work/a", "a"),
  ),
  written(
    "one of several outputs",
    { a: "../victim" },
    ["lint", "-f", "json", "-f", "sarif", "-o", "a"],
    link("--output a", "a"),
  ),
  written(
    "--output of inspect",
    { a: "../victim" },
    ["inspect", "-f", "json", "-o", "a"],
    link("--output a", "a"),
  ),
  written(
    "a baseline that is a link",
    { ".inferlint-baseline.json": "../new.json" },
    ["lint", "--update-baseline", "--baseline-add"],
    "the baseline .inferlint-baseline.json is a symbolic link; name its target instead",
  ),
  written(
    "a baseline below a link to a directory",
    { notes: "../place" },
    ["lint", "--update-baseline", "--baseline-add", "--baseline", "notes/new.json"],
    "the baseline notes/new.json was not written: the symbolic link notes leads to it; name it by its real path",
  ),
  {
    ...written(
      "a fix below a link to a directory",
      { sub: "../place" },
      ["lint", "--fix", "--unsafe-fixes", "sub/Dockerfile"],
      "sub/Dockerfile: Not fixed: the symbolic link sub leads to it; name it by its real path.",
    ),
    files: {
      "place/Dockerfile": dockerfile,
      "work/.git/HEAD": "",
      "work/sub": { link: "../place" },
    },
    after: { "place/Dockerfile": dockerfile },
  },
];
