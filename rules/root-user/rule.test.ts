import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const rootImage = "mcr.microsoft.com/azureml/curated/foundation-model-inference";
const baseImage = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest";
const stated =
  "Microsoft's article on prebuilt Docker images for inference (all of them run as non-root), 2025-09-24";

ruleTest(rule, {
  passes: [
    // Another user, or the image's own.
    `FROM ${image}\n`,
    `FROM ${image}\nUSER dockeruser\n`,
    `FROM ${image}\nUSER 1000\n`,
    `FROM ${image}\nUSER 1000:0\n`,
    `FROM ${image}\nUSER app:root\n`,
    `FROM ${image}\nUSER rooty\n`,
    `FROM ${image}\nUSER Root\n`,
    `FROM ${image}\nUSER 0x0\n`,
    `FROM ${image}\nUSER 0user\n`,
    `FROM ${image}\nUSER 10\n`,
    `FROM ${image}\nUSER root\nRUN pip install x\nUSER dockeruser\n`,
    `FROM ${rootImage}\nUSER app\n`,
    {
      name: "the rest of the line is one user, which docker run rejects",
      dockerfile: `FROM ${image}\nUSER root # for now\n`,
    },
    // Not a USER.
    `FROM ${image}\n# USER root\n`,
    `FROM ${image}\nRUN <<EOF\nUSER root\nEOF\n`,
    `FROM ${image}\nRUN echo "\\\nUSER root"\n`,
    `FROM ${image}\nHEALTHCHECK CMD su root\n`,
    `FROM ${image}\nENV USER=root\n`,
    // Variables.
    `FROM ${image}\nARG U=app\nUSER $U\n`,
    `FROM ${image}\nUSER \${U:-dockeruser}\n`,
    `FROM ${image}\nARG U=root\nENV U=app\nUSER $U\n`,
    { dockerfile: `FROM ${image}\nARG U=root\nUSER $U\n`, buildArgs: { U: "app" } },
    { name: "unverified-image reports it", dockerfile: `FROM ${image}\nUSER {{ user }}\n` },
    // Stages that do not ship.
    {
      name: "a builder stage that is only copied from",
      dockerfile: `FROM ${image} AS build\nUSER root\nFROM python:3.12\nCOPY --from=build /a /a\nUSER root\n`,
    },
    `FROM ${image} AS build\nUSER root\nFROM ${image}\nCOPY --from=build /a /a\n`,
    `FROM ${image} AS build\nUSER root\nFROM ${image}\nRUN --mount=from=build,target=/a true\n`,
    `FROM ${image} AS build\nUSER root\nFROM scratch\nUSER root\n`,
    {
      dockerfile: `FROM ${image} AS serve\nUSER dockeruser\nFROM serve AS debug\nUSER root\n`,
      target: "serve",
    },
    {
      name: "a base that is copied from",
      dockerfile: `FROM python:3.12\nCOPY --from=${image} /a /a\nUSER root\n`,
    },
    {
      name: "a base that is mounted",
      dockerfile: `FROM python:3.12\nRUN --mount=from=${image},target=/a true\nUSER root\n`,
    },
    // ONBUILD.
    { name: "it runs in children only", dockerfile: `FROM ${image}\nONBUILD USER root\n` },
    `FROM ${image} AS a\nONBUILD USER root\nFROM a AS b\nUSER app\n`,
    {
      name: "it does not run in grandchildren",
      dockerfile: `FROM ${image} AS a\nONBUILD USER root\nFROM a AS b\nUSER app\nFROM b\n`,
    },
    // The default user is not known: unverified-image reports it.
    "FROM mcr.microsoft.com/azureml/inference-base-1804\n",
    "FROM mcr.microsoft.com/azureml/minimal-py310-inference\n",
    // Other images.
    `FROM ${baseImage}\nUSER root\n`,
    "FROM mcr.microsoft.com/azureml/curated/sklearn-1.5\n",
    "FROM mcr.microsoft.com/azureml-foo/minimal-py312-inference\nUSER root\n",
    "FROM mcr.microsoft.com/azureml/minimal-py312-inferance\nUSER root\n",
    "FROM mcr.microsoft.com.evil.com/azureml/minimal-py312-inference\nUSER root\n",
    "FROM contoso.azurecr.io/azureml/minimal-py312-inference\nUSER root\n",
  ],
  fails: [
    {
      dockerfile: `FROM ${image}\nUSER root\n`,
      at: "2:6-2:10",
      message:
        "The image runs as root: the user of stage 0 is 'root'. End the stage with USER dockeruser, the image's default user.",
      related: [`1:6-1:62 the base image ${image}`],
      evidence: [
        "user: root (the Dockerfile)",
        `default user of the image: dockeruser (${stated})`,
      ],
    },
    // The catalogue calls it an inference image, though its name does not.
    {
      dockerfile: "FROM mcr.microsoft.com/azureml/curated/foundation-model-serve\n",
      at: "1:6-1:62",
      message: /stage 0 has no USER, and '.*foundation-model-serve' starts as 'root'/,
    },
    // Every spelling of root.
    {
      dockerfile: `FROM ${image}\nUSER "root"\n`,
      at: `2:6-2:12`,
      message: /the user of stage 0 is 'root'/,
    },
    { dockerfile: `FROM ${image}\nUSER 'root'\n`, at: "2:6-2:12" },
    {
      dockerfile: `FROM ${image}\nUSER ro\\\not\n`,
      at: "2:6-3:3",
      message: /the user of stage 0 is 'root'/,
    },
    { dockerfile: `FROM ${image}\nuser root\n`, at: "2:6-2:10" },
    {
      dockerfile: `FROM ${image}\nUSER root:grp\n`,
      at: "2:6-2:14",
      message: /the user of stage 0 is 'root:grp'/,
    },
    { dockerfile: `FROM ${image}\nUSER root:root\n`, at: "2:6-2:15" },
    { dockerfile: `FROM ${image}\nUSER 0\n`, at: "2:6-2:7", message: /the user of stage 0 is '0'/ },
    { dockerfile: `FROM ${image}\nUSER "0"\n`, at: `2:6-2:9` },
    { dockerfile: `FROM ${image}\nUSER 00\n`, at: "2:6-2:8" },
    { dockerfile: `FROM ${image}\nUSER +0\n`, at: "2:6-2:8" },
    { dockerfile: `FROM ${image}\nUSER -0\n`, at: "2:6-2:8" },
    { dockerfile: `FROM ${image}\nUSER 0:0\n`, at: "2:6-2:9" },
    { dockerfile: `FROM ${image}\nUSER 0:1000\n`, at: "2:6-2:12" },
    {
      dockerfile: `FROM ${image}\nUSER :1000\n`,
      at: "2:6-2:11",
      message: /runs as root: USER ':1000' of stage 0 names no user, which means root\./,
    },
    {
      dockerfile: `FROM ${image}\nUSER ""\n`,
      at: `2:6-2:8`,
      message: /USER '""' of stage 0 names no user/,
      evidence: ['user: "" (the Dockerfile)', `default user of the image: dockeruser (${stated})`],
    },
    // Which USER decides.
    { dockerfile: `FROM ${image}\nUSER dockeruser\nUSER root\n`, at: "3:6-3:10" },
    { dockerfile: `FROM ${image}\nUSER app\nCMD ["x"]\nUSER root\n`, at: "4:6-4:10" },
    {
      name: "an ENTRYPOINT that drops privileges cannot be seen",
      dockerfile: `FROM ${image}\nUSER root\nENTRYPOINT ["gosu", "app", "serve"]\n`,
      at: "2:6-2:10",
    },
    // Through stages.
    {
      dockerfile: `FROM ${image} AS Base\nUSER root\nFROM base AS Serve\nRUN true\n`,
      at: "2:6-2:10",
      message: /^The image runs as root: the user of stage serve is 'root'\./,
      related: [
        `1:6-1:62 stage base, which the target is built on`,
        "3:6-3:10 stage serve, the target",
      ],
    },
    {
      dockerfile: `FROM ${image} AS a\nFROM a AS b\nUSER root\nFROM b AS c\n`,
      at: "3:6-3:10",
      related: [
        "2:6-2:7 stage b, which the target is built on",
        `1:6-1:62 stage a, which the target is built on`,
        "4:6-4:7 stage c, the target",
      ],
    },
    { dockerfile: `FROM ${image} AS a\nUSER app\nFROM a\nUSER root\n`, at: "4:6-4:10" },
    {
      name: "an ARG that names the base image",
      dockerfile: `ARG B=${image}\nFROM $B AS a\nFROM a\nUSER root\n`,
      at: "4:6-4:10",
      related: [
        "2:6-2:8 stage a, which the target is built on",
        "3:6-3:7 stage 1, the target",
        "1:7-1:63 ARG B",
      ],
    },
    {
      name: "an ARG that names the base image and the user",
      dockerfile: `ARG B=${image}\nFROM $B\nARG B=root\nUSER $B\n`,
      at: "4:6-4:8",
      related: ["3:7-3:11 ARG B", `2:6-2:8 the base image ${image}`, "1:7-1:63 ARG B"],
    },
    {
      dockerfile: `FROM python:3.12 AS a\nFROM ${image}\nCOPY --from=a /a /a\nUSER root\n`,
      at: "4:6-4:10",
    },
    {
      dockerfile: `FROM ${image} AS serve\nUSER root\nFROM serve AS test\nUSER app\n`,
      target: "serve",
      at: "2:6-2:10",
    },
    {
      name: "the target in another case",
      dockerfile: `FROM ${image} AS serve\nUSER root\nFROM serve AS test\nUSER app\n`,
      target: "SERVE",
      at: "2:6-2:10",
    },
    // ONBUILD.
    { dockerfile: `FROM ${image} AS a\nONBUILD USER root\nFROM a\n`, at: "2:14-2:18" },
    {
      name: "grandchildren inherit what the child became",
      dockerfile: `FROM ${image} AS a\nONBUILD USER root\nFROM a AS b\nFROM b\n`,
      at: "2:14-2:18",
    },
    // The image's own user.
    {
      dockerfile: `FROM ${rootImage}\n`,
      at: "1:6-1:66",
      message: `The image runs as root: stage 0 has no USER, and '${rootImage}' starts as 'root'. Create a user and end the stage with USER and its name.`,
      related: [],
      evidence: [
        "default user of the image: root (Azure/azureml-assets@05d9590acc:latest/environment/foundation-model-inference, 2026-07-16)",
      ],
    },
    {
      dockerfile: `FROM ${rootImage} AS a\nFROM a\n`,
      at: "2:6-2:7",
      related: [`1:6-1:66 stage a, which the target is built on`],
    },
    {
      dockerfile: `FROM ${rootImage}\nUSER 0\n`,
      at: "2:6-2:7",
      message: /Create a user and end the stage with USER and its name\.$/,
    },
    // Where other things are wrong or unknown.
    {
      dockerfile: "FROM mcr.microsoft.com/azureml/no-such-inference:1\nUSER root\n",
      at: "2:6-2:10",
    },
    { dockerfile: `FROM ${image}x:y\nUSER root\n`, at: "2:6-2:10" },
    {
      dockerfile: "ARG T\nFROM mcr.microsoft.com/azureml/minimal-py312-inference:$T\nUSER root\n",
      at: "3:6-3:10",
    },
    { dockerfile: `FROM ${image}\nFOO bar\nUSER root\n`, at: "3:6-3:10" },
    { dockerfile: `\uFEFFFROM ${image}\r\nUSER root\r\n`, at: "2:6-2:10" },
    { dockerfile: `# escape=\`\nFROM ${image}\nRUN dir C:\\\nUSER root\n`, at: "4:6-4:10" },
  ],
});
