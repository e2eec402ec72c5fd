import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const rootImage = "mcr.microsoft.com/azureml/curated/foundation-model-inference";
const stated =
  "Microsoft's article on prebuilt Docker images for inference (all of them run as non-root), 2025-09-24";

/** Root where neither FROM nor USER says so plainly. */
ruleTest(rule, {
  passes: [
    `FROM ${image} AS a\nFROM scratch\nCOPY --from=a /opt /opt\nUSER root\n`,
    `FROM ${image} AS a\nFROM scratch\nCOPY --from=a / /\nUSER dockeruser\n`,
    `FROM ${image}\nUSER 2147483647\n`,
  ],
  fails: [
    // The whole file system of the image, whatever FROM says.
    {
      dockerfile: `FROM ${image} AS a\nFROM scratch\nCOPY --from=a / /\n`,
      at: "2:6-2:13",
      message:
        "The image runs as root: stage 1 has no USER, and an image from scratch starts as root. End the stage with USER dockeruser, the image's default user.",
      related: [
        "3:13-3:14 the whole file system of stage a is copied here",
        "1:6-1:62 stage a, which the target is built on",
      ],
      evidence: [],
      fix: {
        safe: false,
        result: `FROM ${image} AS a\nFROM scratch\nCOPY --from=a / /\nUSER dockeruser\n`,
      },
    },
    {
      dockerfile: `FROM alpine AS a\nCOPY --from=${image} / /r\nFROM alpine\nCOPY --from=a /r /\nUSER root\n`,
      at: "5:6-5:10",
      message: /the user of stage 1 is 'root'/,
      related: [
        `4:13-4:14 the whole file system of ${image} is copied here`,
        "3:6-3:12 stage 1, the target",
      ],
      evidence: [
        "user: root (the Dockerfile)",
        `default user of the image: dockeruser (${stated})`,
      ],
    },
    {
      dockerfile: `FROM ${image} AS a\nFROM ${rootImage}\nCOPY --from=a / /\n`,
      at: "2:6-2:66",
      message: /starts as 'root'/,
    },
    // Numbers that are no user ids.
    {
      dockerfile: `FROM ${image}\nUSER 4294967296:0\n`,
      at: "2:6-2:18",
      confidence: "medium",
      short: "the image may run as root",
      message:
        "The image may run as root: the user of stage 0 is '4294967296:0', which is not between 0 and 2147483647, and some runtimes take it as 0. End the stage with USER dockeruser, the image's default user.",
    },
  ],
});
