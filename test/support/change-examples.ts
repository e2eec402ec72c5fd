import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bashLine, commandsIn } from "./documents.ts";
import { bareEnvironment, git, projectRoot, run, temporaryDirectory } from "./working-copy.ts";

/** Object ids are the same on every machine. */
const dates = {
  GIT_AUTHOR_DATE: "2026-11-20T12:00:00Z",
  GIT_COMMITTER_DATE: "2026-11-20T12:00:00Z",
};

/**
 * The output of all commands in the examples of a page about changes, by example. They are run one after the other in one copy of
 * fixtures/adoption, which is a repository with one commit; the policy lies beside it.
 */
export function changeExamples(
  examples: readonly string[],
  policy: string,
  program: string,
): readonly string[] {
  const folder = temporaryDirectory();
  const cwd = join(folder, "repository");
  const env = bareEnvironment({ NO_COLOR: "1", ...dates });
  try {
    cpSync(join(projectRoot, "fixtures/adoption"), cwd, { recursive: true });
    mkdirSync(join(folder, "policies"));
    writeFileSync(join(folder, "policies/inferlint.yaml"), policy);
    git(cwd, "init", "--quiet", "--initial-branch", "main");
    git(cwd, "add", "--all");
    run("git", ["commit", "--quiet", "--message", "Begin"], { cwd, env });
    return examples.map((example) =>
      commandsIn(example)
        .map((command) => {
          const { stdout } = run("bash", ["-c", bashLine(command, program)], { cwd, env });
          return `$ ${command}\n${stdout}`;
        })
        .join(""),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
