import { ruleTest } from "../../test/support/rule-tester.ts";
import { digestOf, fakeRegistry } from "../../test/support/fake-registry.ts";
import { rule } from "./rule.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py311 = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";
const mirrors = [
  { prefix: "contoso.azurecr.io/mcr/azureml", instead: "mcr.microsoft.com/azureml" },
];
const copy = "contoso.azurecr.io/mcr/azureml/minimal-py312-inference";
const unreachable = { kind: "unreachable", why: "it refused the connection" } as const;

const registry = fakeRegistry({
  [py312]: {
    tags: ["20260101.v1", "20260316.v1", "20260316.v10", "20260720.v2", "latest"],
    images: { [digestOf("there")]: {}, "20260721.v1": {} },
  },
  [py311]: { tags: ["55", "56", "59", "latest"] },
  "mcr.microsoft.com/azureml/inference-base-2204": { tags: ["20240112.v1", "20240115.v1"] },
  "mcr.microsoft.com/azureml/inference-base-2004": { tags: [] },
});
const noList = fakeRegistry({
  [py312]: {
    tags: { kind: "denied", why: "it does not list tags" },
    images: { "20260316.v1": {}, latest: {} },
  },
});
const down = fakeRegistry({
  [py312]: { tags: unreachable, images: { "20260316.v1": unreachable } },
});

ruleTest(rule, {
  passes: [
    { name: "offline", dockerfile: `FROM ${py312}:20991231.v1\n` },
    ...[
      `FROM ${py312}:20260316.v1\n`,
      `FROM ${py312}:latest\n`,
      `FROM ${py312}\n`,
      `FROM ${py311}:59\n`,
      `FROM ${py312}@${digestOf("there")}\n`,
      // With a digest the tag decides nothing.
      `FROM ${py312}:nonsense@${digestOf("there")}\n`,
      `FROM ${py312}:{{latest-image-tag}}\n`,
      `ARG TAG\nFROM ${py312}:$TAG\n`,
      `FROM ${py312}:latest\nRUN <<EOF\nFROM ${py312}:nonsense\nEOF\n`,
      `# FROM ${py312}:nonsense\nFROM ${py312}\n`,
      // Other images are not checked.
      "FROM mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:nonsense\n",
      "FROM contoso.azurecr.io/azureml/minimal-py312-inference:nonsense\n",
      "FROM python:nonsense\n",
    ].map((dockerfile) => ({ dockerfile, registry })),
    {
      name: "a tag that a list does not name, but that is there",
      dockerfile: `FROM ${py312}:20260721.v1\n`,
      registry,
    },
    { name: "no list, but the image", dockerfile: `FROM ${py312}:20260316.v1\n`, registry: noList },
    { name: "no answer", dockerfile: `FROM ${py312}:20260316.v1\n`, registry: down },
    {
      name: "an absence of more than a week ago",
      dockerfile: `FROM ${py312}:nonsense\n`,
      registry: fakeRegistry({ [py312]: { tags: ["latest"] } }, "2026-11-15"),
    },
    {
      name: "a mirror that may not be asked: Microsoft's registry has it",
      dockerfile: `FROM ${copy}:20260316.v1\n`,
      mirrors,
      registry,
    },
    {
      name: "a mirror that fetches on demand",
      dockerfile: `FROM ${copy}:20260316.v1\n`,
      mirrors,
      registry: fakeRegistry({ [copy]: { tags: [], images: { "20260316.v1": {} } } }),
    },
  ],
  fails: [
    {
      dockerfile: `FROM ${py312}:20260317.v1\n`,
      registry,
      at: "1:6-1:67",
      message: `'${py312}:20260317.v1' does not exist: mcr.microsoft.com has the repository, but not this tag; the closest tags are '20260316.v10', '20260316.v1', '20260101.v1'. Use latest, or correct the tag.`,
      related: [],
      evidence: ["tag: absent (mcr.microsoft.com, 2026-11-23)"],
      fix: null,
    },
    {
      name: "numbers are near each other",
      dockerfile: `FROM ${py311}:58\n`,
      registry,
      at: "1:6-1:66",
      message: /the closest tags are '59', '56', '55'\./,
    },
    {
      name: "else the spelling",
      dockerfile: `FROM ${py312}:lates\n`,
      registry,
      at: "1:6-1:61",
      message: /the closest tags are 'latest'\. Use latest, /,
    },
    {
      name: "no latest, written or not",
      dockerfile: "FROM mcr.microsoft.com/azureml/inference-base-2204\n",
      registry,
      at: "1:6-1:51",
      message:
        /^'.*-2204' does not exist: .* the closest tags are '20240115\.v1', '20240112\.v1'\. Move to mcr\.microsoft\.com\/azureml\/minimal-py312-inference:latest or /,
    },
    {
      name: "a repository without tags",
      dockerfile: "FROM mcr.microsoft.com/azureml/inference-base-2004:latest\n",
      registry,
      at: "1:6-1:58",
      message:
        /has the repository, but not this tag\. Move to mcr\.microsoft\.com\/azureml\/minimal-py312-inference:latest or /,
    },
    {
      dockerfile: `FROM ${py312}:latest@${digestOf("gone")}\n`,
      registry,
      at: `1:6-1:${6 + `${py312}:latest@`.length + 71}`,
      message:
        /: mcr\.microsoft\.com has no image with this digest\. Use latest, or pin a digest that exists\.$/,
      evidence: ["digest: absent (mcr.microsoft.com, 2026-11-23)"],
    },
    {
      dockerfile: "FROM mcr.microsoft.com/azureml/minimal-py310-inference:latest\n",
      registry,
      at: "1:6-1:62",
      message:
        /^'.*' does not exist: mcr\.microsoft\.com has no such repository\. Correct the name: mcr\.microsoft\.com\/azureml\/minimal-py312-inference is the closest known name\.$/,
      evidence: ["repository: absent (mcr.microsoft.com, 2026-11-23)"],
    },
    {
      name: "a repository that a source knows, but that is not there any more",
      dockerfile: "FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest\n",
      registry,
      at: "1:6-1:77",
      message: /has no such repository\. Correct the name, or use an image on Microsoft's list\.$/,
    },
    {
      name: "nothing of the repository is known",
      dockerfile: `FROM ${py312}:nonsense\n`,
      registry: fakeRegistry({ [py312]: { tags: { kind: "denied", why: "403" } } }),
      at: "1:6-1:64",
      message:
        /^'.*' does not exist: mcr\.microsoft\.com does not have it\. Correct the name or the tag\.$/,
    },
    {
      name: "no list and no image",
      dockerfile: `FROM ${py312}:nonsense\n`,
      registry: noList,
      at: "1:6-1:64",
    },
    {
      name: "a mirror that lacks what Microsoft has",
      dockerfile: `FROM ${copy}:20260316.v1\n`,
      mirrors,
      registry: fakeRegistry({
        [py312]: { tags: ["20260316.v1", "latest"] },
        [copy]: { tags: ["20260101.v1"] },
      }),
      at: "1:6-1:72",
      message: /^'.*' does not exist: contoso\.azurecr\.io has the repository, but not this tag/,
    },
    {
      name: "in any instruction that names an image, and through an ARG",
      dockerfile: `ARG TAG=nonsense\nFROM ${py312}:$TAG\nCOPY --from=${py312}:nonsense /a /a\nRUN --mount=from=${py312}:nonsense,target=/a true\n`,
      registry,
      at: ["2:6-2:60", "3:13-3:71", "4:18-4:76"],
    },
  ],
});
