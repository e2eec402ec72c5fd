import { rule } from "../../rules/root-user/rule.ts";
import { ruleTest } from "../support/rule-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const rootImage = "mcr.microsoft.com/azureml/curated/foundation-model-inference";

ruleTest(rule, {
  passes: [],
  fails: [
    // USER is inserted after the last instruction that the user affects, and before trailing ones like CMD.
    ...(
      [
        ["@\nUSER root\n", "@\nUSER root\n+\n"],
        ["@\nUSER root", "@\nUSER root\n+"],
        ["@ AS final\nUSER root\nCMD a\n", "@ AS final\nUSER root\n+\nCMD a\n"],
        ["@\r\nUSER root\r\n\r\nCMD a\r\n", "@\r\nUSER root\r\n+\r\n\r\nCMD a\r\n"],
        ["\uFEFF@\nUSER root\n", "\uFEFF@\nUSER root\n+\n"],
        ["@ AS a\nUSER root\nFROM a AS final", "@ AS a\nUSER root\nFROM a AS final\n+"],
        ["@ AS a\nUSER root\r\nFROM a AS final", "@ AS a\nUSER root\r\nFROM a AS final\r\n+"],
        ["\uFEFF@ AS a\nONBUILD USER 0\nFROM a", "\uFEFF@ AS a\nONBUILD USER 0\nFROM a\n+"],
        ["@\nUSER root\n# the end\n", "@\nUSER root\n+\n# the end\n"],
        [
          "@\n  USER root\n  RUN a \\\n\n    && b \n",
          "@\n  USER root\n  RUN a \\\n\n    && b \n  +\n",
        ],
        ["@\nUSER root\nRUN <<E\nCMD\nE\nCMD a\n", "@\nUSER root\nRUN <<E\nCMD\nE\n+\nCMD a\n"],
        [
          "@\nUSER root\nRUN <<-E <<F\na\n\tE\nb\nF\n",
          "@\nUSER root\nRUN <<-E <<F\na\n\tE\nb\nF\n+\n",
        ],
        [
          "@\nUSER root\nLABEL a=b\nEXPOSE 1\nSTOPSIGNAL 9\nHEALTHCHECK NONE\nONBUILD RUN a\nENTRYPOINT a\nCMD a\n",
          "@\nUSER root\n+\nLABEL a=b\nEXPOSE 1\nSTOPSIGNAL 9\nHEALTHCHECK NONE\nONBUILD RUN a\nENTRYPOINT a\nCMD a\n",
        ],
        ["@\nUSER root\nCMD a\nRUN b\nCMD c\n", "@\nUSER root\nCMD a\nRUN b\n+\nCMD c\n"],
        ["@\nUSER root\nVOLUME /a\nWORKDIR /b\n", "@\nUSER root\nVOLUME /a\nWORKDIR /b\n+\n"],
        ["@\nUSER root\nCMD a \\\n", "@\nUSER root\n+\nCMD a \\\n"],
        // An instruction that the file does not end, and text that a template engine can change.
        ["@\nUSER root\nRUN a \\\n", null],
        ["@\nUSER root\nRUN a \\\n# b\n", null],
        ["@\nUSER root\nRUN <<E\na\n", null],
        ["@\nUSER root\n{% if x %}\nRUN a\n{% endif %}\n", null],
        ["@\nUSER root\nRUN a \\\n  {{ b }}\n", null],
      ] as const
    ).map(([before, after]) => {
      const dockerfile = before.replace("@", `FROM ${image}`);
      const result = after?.replace("@", `FROM ${image}`).replace("+", "USER dockeruser");
      const fix = result === undefined ? null : { safe: false, result };
      return { dockerfile, at: /./, fix };
    }),
    {
      dockerfile: `from ${image}\n\tuser root\n`,
      at: "2:7-2:11",
      fix: {
        safe: false,
        description: "End stage '0' with USER dockeruser, the image's default user.",
        result: `from ${image}\n\tuser root\n\tuser dockeruser\n`,
      },
    },
    {
      name: "in the target stage",
      dockerfile: `FROM ${image} AS a\nUSER root\nFROM a AS b\n`,
      target: "a",
      at: "2:6-2:10",
      fix: {
        safe: false,
        description: /^End stage 'a'/,
        result: `FROM ${image} AS a\nUSER root\nUSER dockeruser\nFROM a AS b\n`,
      },
    },
    { name: "no user is known", dockerfile: `FROM ${rootImage}\n`, at: /./, fix: null },
  ],
});
