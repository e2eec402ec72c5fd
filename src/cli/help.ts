import type { Rule } from "../domain/rule/rule.ts";

export const help = `inferlint judges Dockerfiles built on Azure Machine Learning inference images.

Usage: inferlint [lint] [PATH...]     judge files and directories (default: the current directory)
       inferlint inspect [PATH...]    show what each Dockerfile builds, without judging
       inferlint facts update [PATH...] -o FILE
                                      keep what registries say, for runs without a network
       inferlint facts show IMAGE     show what is known of an image, from where and since when
       inferlint cache path|clear     show where answers of registries are kept, or remove them
       inferlint config [FILE]        show what is set, for a file or in general, and where
       inferlint init                 write a commented .inferlint.yaml
       inferlint explain RULE         show the page of a rule
       inferlint rules                list the rules

Options:
  --format FORMAT        text, concise, json or sarif (default: text); may repeat
  -o, --output FILE      where the --format before it goes (default: standard output)
  --as-of YYYY-MM-DD     the day everything is judged on (default: today, UTC)
  --online               ask registries what the catalogue cannot know: Microsoft's, and those
                         that you allowed (see the README)
  --offline              never use the network (the default; of the two the last one counts)
  --facts FILE           use what facts update has kept (or INFERLINT_FACTS)
  --strict               with --online or --facts: a question that stays open is exit code 2, and
                         the files of --output stay as they were
  --timeout SECONDS      for all registries together (default: 30)
  --cache-dir DIR        where answers are kept (or INFERLINT_CACHE_DIR), outside the repository
  --no-cache             neither use kept answers nor keep any
  --ca-file FILE         trust these certificates (PEM), too
  -c, --config FILE      the configuration (default: the nearest .inferlint.yaml, .yml or .json
                         from the working directory up to the root of the repository)
  --no-config            use no configuration of the repository
  --policy FILE          the floor that a repository may not fall below (or INFERLINT_POLICY)
  --target STAGE         the stage that is built (default: the last one)
  --build-arg NAME=VALUE a build argument, as for docker build; may repeat
  --fail-on LEVEL        exit 1 from this level on: error, warning, note or never (default:
                         what the configuration says, else error)
  --rule ID=LEVEL        give a rule another level: error, warning, note or off; may repeat
  --only ID[,ID...]      run only these rules
  --baseline FILE        known debt (default: .inferlint-baseline.json at the root of the repository)
  --update-baseline      take what is gone out of the baseline; make it where there is none
  --baseline-add                 with --update-baseline: take in what is new, too
  --fix                  make the safe fixes, and judge again
  --unsafe-fixes         with --fix or --diff: also those that change what is built
  --diff                 show the fixes as a unified diff, and write nothing
  --no-inline-ignores    comments in Dockerfiles suppress nothing
  --sarif-include-suppressed
                         keep what is suppressed or in the baseline in SARIF, marked as such
  --force-exclude        leave out what files.exclude names even where it is named (for hooks)
  --stdin-filename FILE  the name of what is read from standard input with PATH -
  -q, --quiet            findings only: no summary, no notices
  --color WHEN           auto, always or never (default: auto; NO_COLOR and FORCE_COLOR count)
  --debug                show the stack of an internal error
  --version              show the version
  -h, --help             show this text

A comment above an instruction suppresses a rule there: # inferlint: ignore[RULE] until=2027-01-31 -- why
(ignore-file[RULE] for the whole file).

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
