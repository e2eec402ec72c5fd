import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";

// A user that ARG or ENV sets, or nothing does.
ruleTest(rule, {
  passes: [
    `FROM ${image}\nENV U=app\nARG U\nUSER $U\n`,
    `ARG U\nFROM ${image}\nENV U=app\nARG U\nUSER $U\n`,
    `FROM ${image}\nENV K=U\nENV U=root\nENV $K=app\nUSER $U\n`,
    `FROM ${image}\nUSER app$X\n`,
    { dockerfile: `FROM ${image}\nARG U\nUSER $U\n`, buildArgs: { U: "app" } },
  ],
  fails: [
    {
      name: "a variable that nothing declares may still come from the image",
      dockerfile: `FROM ${image}\nUSER $U\n`,
      at: "2:6-2:8",
      confidence: "medium",
      message: /USER '\$U' of stage 0 names no user, since no ENV of the name U is known\./,
    },
    { dockerfile: `FROM ${image}\nUSER $U:grp\n`, at: "2:6-2:12", confidence: "medium" },
    {
      name: "a global ARG that the stage does not declare",
      dockerfile: `ARG U=app\nFROM ${image}\nUSER $U\n`,
      at: "3:6-3:8",
      confidence: "medium",
      message:
        /names no user, since ARG U before the first FROM is not set in a stage\. Repeat ARG U in the stage, above this USER\./,
      fix: {
        safe: false,
        description: "Repeat ARG U above the USER that needs it.",
        result: `ARG U=app\nFROM ${image}\nARG U\nUSER $U\n`,
      },
    },
    { dockerfile: `FROM ${image}\nUSER \${U:+app}\n`, at: "2:6-2:15", confidence: "medium" },
    {
      name: "the default build, beside the question of unverified-image",
      dockerfile: `FROM ${image}\nARG U\nUSER $U\n`,
      at: "3:6-3:8",
      confidence: "medium",
      short: "the image runs as root, when ARG U is not given",
      message: /^When ARG U is not given: The image runs as root: /,
    },
    {
      dockerfile: `FROM ${image}\nARG U=root\nUSER $U\n`,
      at: "3:6-3:8",
      message: /the user of stage 0 is 'root'/,
      related: ["2:7-2:11 ARG U", `1:6-1:62 the base image ${image}`],
    },
    {
      dockerfile: `ARG U=root\nFROM ${image}\nARG U\nUSER $U\n`,
      at: "4:6-4:8",
      related: ["1:7-1:11 ARG U", `2:6-2:62 the base image ${image}`],
    },
    { dockerfile: `FROM ${image}\nENV U=0\nUSER $U\n`, at: "3:6-3:8" },
    { dockerfile: `FROM ${image}\nARG U=app\nENV U=root\nUSER $U\n`, at: "4:6-4:8" },
    { dockerfile: `FROM ${image}\nUSER \${U:-root}\n`, at: "2:6-2:16", confidence: "medium" },
    { dockerfile: `FROM ${image}\nARG U=app\nUSER $U\n`, buildArgs: { U: "root" }, at: "3:6-3:8" },
    {
      name: "the group is open, the user is not",
      dockerfile: `FROM ${image}\nARG G\nUSER root:$G\n`,
      at: "3:6-3:13",
    },
  ],
});
