import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { examplesIn } from "./documents.ts";
import { projectFiles, projectRoot } from "./working-copy.ts";

/** A file of GitHub Actions or pre-commit, or an example of one in a document. */
export interface Workflow {
  /** Where it is: a file, or a document with the number of the example. */
  readonly name: string;
  /** Where the host looks for such a file, below a folder of its own. */
  readonly place: string;
  readonly text: string;
}

const own = /(?:^|\/)(?:\.github\/.*\.ya?ml|action\.ya?ml|\.pre-commit-(?:config|hooks)\.yaml)$/;

/** All files of the project that GitHub Actions or pre-commit would run, and all examples of such files in documents. */
export function workflows(): readonly Workflow[] {
  const files = projectFiles().filter((path) => !/^(?:fixtures|dist)\//.test(path));
  const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
  return [
    ...files
      .filter((path) => own.test(path))
      .map((path) => ({ name: path, place: path, text: read(path) })),
    // What users copy to where GitHub looks for workflows.
    {
      name: "ci/github.yml",
      place: ".github/workflows/inferlint.yml",
      text: read("ci/github.yml"),
    },
    ...files.filter((path) => path.endsWith(".md")).flatMap((path) => examplesOf(path, read(path))),
  ];
}

/**
 * The examples of a document that are files of GitHub Actions or pre-commit.
 * @throws Error if an example uses actions, but is only a part of a file, which could not be checked
 */
export function examplesOf(path: string, document: string): readonly Workflow[] {
  const texts = examplesIn(document).filter(({ info }) => /^ya?ml\b/.test(info));
  return texts.flatMap(({ text }, index) => {
    const name = `${path}, YAML example ${index + 1}`;
    const place = placeOf(parse(text));
    if (place === null && /\buses: /.test(text))
      throw new Error(`${name} uses actions, but is no complete workflow or action`);
    return place === null ? [] : [{ name, place, text }];
  });
}

function placeOf(content: unknown): string | null {
  const has = (key: string): boolean =>
    typeof content === "object" && content !== null && key in content;
  if (has("jobs")) return ".github/workflows/example.yml";
  if (has("runs")) return "action.yml";
  return has("repos") ? ".pre-commit-config.yaml" : null;
}
