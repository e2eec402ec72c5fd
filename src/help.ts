import type { Rule } from "./domain/rule.ts";

export const help = `inferlint judges Dockerfiles built on Azure Machine Learning inference images.

Usage: inferlint [lint] [PATH...]     judge files and directories (default: the current directory)
       inferlint inspect [PATH...]    show what each Dockerfile builds, without judging
       inferlint explain RULE         show the page of a rule
       inferlint rules                list the rules

Options:
  --format FORMAT        text, json or sarif (default: text); may repeat
  -o, --output FILE      where the --format before it goes (default: standard output)
  --as-of YYYY-MM-DD     the day everything is judged on (default: today, UTC)
  --offline              never use the network (this is the default)
  --target STAGE         the stage that is built (default: the last one)
  --build-arg NAME=VALUE a build argument, as for docker build; may repeat
  --fail-on LEVEL        exit 1 from this level on: error, warning, note or never (default: error)
  --rule ID=LEVEL        give a rule another level: error, warning, note or off; may repeat
  --only ID[,ID...]      run only these rules
  --stdin-filename FILE  the name of what is read from standard input with PATH -
  -q, --quiet            findings only: no summary, no notices
  --color WHEN           auto, always or never (default: auto; NO_COLOR and FORCE_COLOR count)
  --debug                show the stack of an internal error
  --version              show the version
  -h, --help             show this text

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not judge.
`;

/** `inferlint rules`: id, level and summary of each rule. */
export function rulesTable(rules: readonly Rule[]): string {
  const [idWidth, levelWidth] = [
    Math.max(...rules.map(({ id }) => id.length)),
    Math.max(...rules.map(({ level }) => level.length)),
  ];
  return rules
    .map(
      ({ id, level, summary }) =>
        `${id.padEnd(idWidth)}  ${level.padEnd(levelWidth)}  ${summary}\n`,
    )
    .join("");
}
