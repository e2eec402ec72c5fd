import type { BuildCase } from "../build-case.ts";
import { banned, current } from "../build-case.ts";

const invalid = (place: string): string => `${place} invalid-dockerfile`;

function rejected(name: string, dockerfile: string, ...findings: readonly string[]): BuildCase {
  return { name, dockerfile, buildkit: "rejects", findings };
}

/** What BuildKit rejects for one cause is one finding; a second cause is another. */
export const cases: readonly BuildCase[] = [
  rejected("a misspelt FROM", `FORM ${current}\nUSER root\n`, invalid("1:1")),
  rejected(
    "a misspelt FROM, and more",
    `FORM ${current}\nRUN x\nCOPY a b\nUSER root\n`,
    invalid("1:1"),
  ),
  rejected(
    "a misspelt FROM before another",
    `FORM ${current} AS b\nRUN x\nFROM ${current}\nCOPY --from=0 a b\nCOPY --from=1 a b\n`,
    invalid("1:1"),
  ),
  rejected(
    "a misspelt FROM before an index that no FROM would make valid",
    `FORM ${current} AS b\nFROM ${current}\nCOPY --from=5 a b\n`,
    invalid("1:1"),
    invalid("3:13"),
  ),
  rejected("a FROM without an image", `FROM\nUSER root\nFROM ${current}\n`, invalid("1:1")),
  rejected(
    "a misspelt FROM after an instruction",
    `LABEL a=b\nFORM ${current}\nRUN y\n`,
    invalid("1:1"),
    invalid("2:1"),
  ),
  rejected(
    "instructions before the first FROM",
    `USER root\nRUN x\nFROM ${current}\n`,
    invalid("1:1"),
  ),
  rejected(
    "an unknown instruction and another before the first FROM",
    `NOPE x\nUSER root\nFROM ${current}\n`,
    invalid("1:1"),
    invalid("2:1"),
  ),
  rejected(
    "two heredocs that do not end",
    `FROM ${current}\nRUN <<A <<B\nx\nUSER root\n`,
    invalid("2:1"),
  ),
  rejected("the second of two heredocs", `FROM ${current}\nRUN <<A <<B\nx\nA\n`, invalid("2:1")),
  rejected(
    "an escape directive that is not valid",
    `# escape=\`\`\nFROM ${current}\nRUN a \`\n b\n`,
    invalid("1:1"),
  ),
  rejected(
    "a misspelt escape directive",
    `# excape=\`\nFROM ${current}\nRUN a \`\n && b \`\n && c\n`,
    invalid("4:2"),
  ),
  rejected(
    "a misspelt escape directive and an unknown instruction",
    `# excape=\`\nFROM ${current}\nRUN a \`\n && b \`\n && c\nNOPE\n`,
    invalid("4:2"),
    invalid("6:1"),
  ),
  rejected(
    "lines without their continuations",
    `FROM ${current}\nRUN a\n && b\n && c\n`,
    invalid("3:2"),
    invalid("4:2"),
  ),
  rejected(
    "commands in backquotes above unknown instructions",
    `FROM ${current}\nRUN a=\`b\`\nNOPE\nRUN a=\`b\`\nNADA\n`,
    invalid("3:1"),
    invalid("5:1"),
  ),
  rejected(
    "a conflict",
    `FROM ${current}\n<<<<<<< HEAD\nUSER a\n||||||| b\n=======\nUSER b\n>>>>>>> c\n`,
    invalid("2:1"),
  ),
  rejected(
    "two conflicts, and a mark of none",
    `FROM ${current}\n<<<<<<< a\n=======\n>>>>>>> b\n=======\n<<<<<<< a\n>>>>>>> b\n`,
    invalid("2:1"),
    invalid("5:1"),
    invalid("6:1"),
  ),
  rejected(
    "the value of a flag as a word",
    `FROM --platform linux/amd64 ${current}\n`,
    invalid("1:6"),
  ),
  rejected(
    "the value of a flag as a word before a banned image",
    `FROM --platform linux/amd64 ${banned} AS b\n`,
    invalid("1:6"),
    "1:29 eol-os",
    "1:29 eol-python",
    "1:29 unsupported-image",
  ),
  rejected("a stage that uses itself", `FROM ${current}\nCOPY --from=0 a b\n`, invalid("2:13")),
  {
    name: "ONBUILD LABEL and ONBUILD ENV without arguments",
    dockerfile: `FROM ${current}\nONBUILD LABEL\nONBUILD ENV\n`,
    buildkit: { image: current, user: null },
    findings: [],
  },
  rejected(
    "ONBUILD ENV without arguments that runs",
    `FROM ${current} AS a\nONBUILD ENV\nFROM a\n`,
    invalid("2:1"),
  ),
  rejected("ONBUILD ENV with a name only", `FROM ${current}\nONBUILD ENV a\n`, invalid("2:13")),
];
