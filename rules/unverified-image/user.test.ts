import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";

// The user of the target, where a build argument or a template sets it.
ruleTest(rule, {
  passes: [`FROM ${py312}\nARG U=app\nUSER $U\n`],
  fails: [
    {
      name: "an ARG without a value leaves the ENV of the base image in force",
      dockerfile: `FROM ${py312}\nARG U\nUSER \${U:-app}\n`,
      at: "3:6-3:15",
      message: /only an ENV of the base image can set U/,
    },
    {
      dockerfile: `FROM ${py312}\nARG APP_USER\nUSER $APP_USER\n`,
      at: "3:6-3:15",
      message:
        "Cannot determine whether the image runs as root: ARG APP_USER has no value. Pass --build-arg APP_USER=…, or give it a default.",
      related: ["2:5-2:13 ARG APP_USER"],
    },
    {
      dockerfile: `FROM ${py312}\nUSER {{ user }}\n`,
      at: "2:6-2:16",
      message: /: it contains a template\. Check the file that the template engine writes\.$/,
    },
    {
      dockerfile: `FROM ${py312} AS a\nARG U\nUSER \${U}:grp\nFROM a AS serve\n`,
      at: "3:6-3:14",
      message: /the image runs/,
    },
    {
      name: "two tokens, two findings",
      dockerfile: "ARG X\nFROM $X\nARG U\nUSER $U\n",
      at: ["2:6-2:8", "4:6-4:8"],
    },
  ],
});

// Whether the target is built on the image, where a build argument or a template decides what is copied.
ruleTest(rule, {
  passes: [`FROM ${py312} AS a\nFROM scratch\nARG S=/opt\nCOPY --from=a $S /\n`],
  fails: [
    {
      dockerfile: `FROM ${py312} AS a\nFROM scratch\nARG S\nCOPY --from=a $S /\n`,
      at: "4:13-4:14",
      message: `'${py312}' was not fully checked: ARG S has no value. Pass --build-arg S=…, or give it a default.`,
      related: [
        "4:13-4:14 the whole file system of stage a is copied here",
        `1:6-1:55 stage a, which the target is built on`,
      ],
    },
    {
      name: "the user is that of another image",
      dockerfile: `FROM ${py312} AS a\nFROM python:3.12\nCOPY --from=a / /\n`,
      at: "2:6-2:17",
      message:
        "'python:3.12' was not fully checked: default user unknown. End the target stage with a USER that is not root.",
      evidence: ["default user: unknown (no source states it)"],
    },
  ],
});

// Stages that only --target builds.
ruleTest(rule, {
  passes: [
    {
      dockerfile: `FROM ${py312} AS serve\nUSER root\nFROM python:3.12 AS test\n`,
      target: "test",
    },
    {
      name: "nothing asks for it",
      dockerfile: `FROM ${py312} AS serve\nUSER root\nFROM python:3.12\n`,
      others: { "root-user": "off" },
    },
  ],
  fails: [
    {
      dockerfile: `FROM ${py312} AS serve\nUSER root\nFROM python:3.12\n`,
      at: "1:6-1:55",
      message: `'${py312}' was not fully checked: stage serve would run as root, but only --target builds it. Set build: { targets: [serve] } in the configuration, or pass --target serve.`,
      related: ["2:6-2:10 what stage serve runs as"],
      evidence: [
        "user: root (the Dockerfile)",
        "default user of the image: dockeruser (Microsoft's article on prebuilt Docker images for inference (all of them run as non-root), 2025-09-24)",
      ],
    },
  ],
});

// Frontends other than Docker's.
ruleTest(rule, {
  passes: [`# syntax=docker.io/docker/dockerfile:1\nFROM ${py312}\n`],
  fails: [
    {
      dockerfile: `# syntax=contoso.azurecr.io/x:1\nARG T=latest\nFROM ${py312}:$T\n`,
      at: "3:6-3:58",
      message: `'${py312}:latest' was not fully checked: the frontend contoso.azurecr.io/x:1 builds this file, not Docker's own. Remove the syntax directive, or name docker/dockerfile in it.`,
      related: ["2:7-2:13 ARG T", "1:10-1:32 syntax directive"],
    },
    {
      dockerfile: `FROM ${py312}\n`,
      buildArgs: { BUILDKIT_SYNTAX: "x" },
      at: "1:6-1:55",
      message: /Leave out the build argument BUILDKIT_SYNTAX, or set it to docker\/dockerfile\.$/,
    },
    {
      name: "root-user asks, too",
      dockerfile: `# syntax=x\nFROM ${py312}\n`,
      others: {
        "eol-os": "off",
        "eol-python": "off",
        "stale-tag": "off",
        "support-ending": "off",
        "unlisted-image": "off",
        "unsupported-image": "off",
      },
      at: "2:6-2:55",
    },
  ],
});
