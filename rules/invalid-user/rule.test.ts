import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";

ruleTest(rule, {
  passes: [
    `FROM ${image}\n`,
    `FROM ${image}\nUSER root\n`,
    `FROM ${image}\nUSER dockeruser:www-data\n`,
    `FROM ${image}\nUSER \t app \t \n`,
    `FROM ${image}\nUSER app \\\n# a comment between the lines\n\n`,
    `FROM ${image}\nUSER ""\n`,
    `FROM ${image}\nUSER {{ user }}\n`,
    `FROM ${image}\nUSER {{ user }}:{{ group }}\n`,
    `FROM ${image}\nUSER {% if x %}app{% endif %}\n`,
    `FROM ${image}\nUSER root {# for apt #}\n`,
    `FROM ${image}\nUSER {{ user }} {{ group }}\n`,
    { name: "unverified-image reports it", dockerfile: `FROM ${image}\nARG U\nUSER $U\n` },
    { dockerfile: `FROM ${image}\nARG U="a b"\nUSER $U\n`, buildArgs: { U: "app" } },
    // Other images, and stages that do not ship.
    "FROM python:3.12\nUSER root # x\n",
    `FROM ${image} AS a\nUSER root # x\nFROM python:3.12\nCOPY --from=a /a /a\n`,
    `FROM ${image} AS a\nUSER root # x\nFROM ${image}\n`,
    "ARG I\nFROM $I\nUSER root # x\n",
    // Not a USER.
    `FROM ${image}\n# USER root # x\n`,
    `FROM ${image}\nRUN <<E\nUSER root # x\nE\n`,
    { name: "invalid-dockerfile reports it", dockerfile: `FROM ${image}\nUSER root # don't\n` },
  ],
  fails: [
    {
      dockerfile: `FROM ${image}\nUSER dockeruser # back\n`,
      at: "2:6-2:23",
      short: "USER takes the whole line, comment included",
      message:
        "USER takes the whole line: 'dockeruser # back' is one user name, which no image has. Put the comment on its own line.",
      related: [],
      evidence: ["user: dockeruser # back (the Dockerfile)"],
      fix: {
        safe: true,
        description: "Move the comment to its own line above USER dockeruser.",
        result: `FROM ${image}\n# back\nUSER dockeruser\n`,
      },
    },
    {
      name: "root that decides",
      dockerfile: `FROM ${image}\nUSER root  # for apt\n`,
      at: "2:6-2:21",
      fix: {
        safe: false,
        description:
          "Move the comment to its own line above USER root: the image will then run as root.",
        result: `FROM ${image}\n# for apt\nUSER root\n`,
      },
    },
    {
      name: "a suppression stays one",
      dockerfile: `FROM ${image}\nUSER 0:0 # inferlint: ignore[root-user] -- why\n`,
      at: "2:6-2:47",
      fix: {
        safe: false,
        result: `FROM ${image}\n# inferlint: ignore[root-user] -- why\nUSER 0:0\n`,
      },
    },
    {
      name: "root that does not decide",
      dockerfile: `FROM ${image}\n\tUSER root # a # b\nRUN x\nUSER app\n`,
      at: "2:7-2:19",
      fix: { safe: true, result: `FROM ${image}\n\t# a # b\n\tUSER root\nRUN x\nUSER app\n` },
    },
    {
      name: "every USER of the lineage",
      dockerfile: `FROM ${image} AS a\nUSER root # a\nFROM a\nUSER b # b\nUSER c # c\n`,
      at: ["2:6-2:14", "4:6-4:11", "5:6-5:11"],
    },
    {
      name: "a whole file system that is copied",
      dockerfile: `FROM ${image} AS a\nFROM scratch\nCOPY --from=a / /\nUSER app # x\n`,
      at: "4:6-4:13",
    },
    {
      dockerfile: `FROM ${image}\nARG U\nUSER $U # x\n`,
      at: "3:6-3:12",
      message: /'\$\{U\} # x' is one/,
      fix: {
        safe: false,
        description: /above USER \$U: the image then runs as root if that is root\.$/,
        result: `FROM ${image}\nARG U\n# x\nUSER $U\n`,
      },
    },
    {
      dockerfile: `FROM ${image}\nUSER {{ user }} # x\n`,
      at: "2:6-2:20",
      fix: {
        safe: false,
        result: `FROM ${image}\n# x\nUSER {{ user }}\n`,
      },
    },
    { dockerfile: `FROM ${image}\nUSER app#1\n`, at: "2:6-2:11", fix: null },
    {
      dockerfile: `FROM ${image}\nUSER app www-data\n`,
      at: "2:6-2:18",
      short: "'app www-data' is one user name, which no image has",
      message: /Name one user without blanks and '#', or USER:GROUP\.$/,
      fix: null,
    },
    { dockerfile: `FROM ${image}\nUSER " app"\n`, at: "2:6-2:12", fix: null },
    { dockerfile: `FROM ${image}\nUSER "root # x"\n`, at: "2:6-2:16", fix: null },
    { dockerfile: `FROM ${image}\nUSER app\\ b\n`, at: "2:6-2:12", fix: null },
    { dockerfile: `FROM ${image}\nUSER # app\n`, at: "2:6-2:11", fix: null },
    { dockerfile: `FROM ${image}\nUSER app\u00a0x\n`, at: "2:6-2:11", fix: null },
    {
      dockerfile: `FROM ${image}\nUSER \${U:-app # x}\n`,
      at: "2:6-2:19",
      confidence: "medium",
      fix: null,
    },
    {
      dockerfile: `FROM ${image}\nENV U="a b"\nUSER $U\n`,
      at: "3:6-3:8",
      related: ["2:7-2:12 ENV U"],
      fix: null,
    },
    { dockerfile: `FROM ${image}\nARG U="a b"\nUSER $U\n`, at: "3:6-3:8" },
    {
      name: "over several lines",
      dockerfile: `FROM ${image}\nUSER app \\\n  # no, this one is a comment\n  # too\n  x # y\n`,
      at: "2:6-5:8",
      fix: null,
    },
    {
      dockerfile: `FROM ${image}\r\nUSER app # x\r\nCMD a\r\n`,
      at: "2:6-2:13",
      fix: { safe: true, result: `FROM ${image}\r\n# x\r\nUSER app\r\nCMD a\r\n` },
    },
    // ONBUILD.
    {
      dockerfile: `FROM ${image} AS a\nONBUILD USER app # x\nFROM a\n`,
      at: "2:14-2:21",
      fix: { safe: true, result: `FROM ${image} AS a\n# x\nONBUILD USER app\nFROM a\n` },
    },
    {
      name: "for builds on the target",
      dockerfile: `FROM ${image}\nENV U="a b"\nONBUILD USER $U\n`,
      at: "3:14-3:16",
    },
    {
      dockerfile: `FROM ${image}\nONBUILD USER root # x\n`,
      at: "2:14-2:22",
      fix: { safe: false, result: `FROM ${image}\n# x\nONBUILD USER root\n` },
    },
  ],
});
