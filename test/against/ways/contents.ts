import type { Way } from "./way.ts";
import { bad, current, ended, good, old } from "./way.ts";

const digest = `sha256:${"a".repeat(64)}`;
const allowList = {
  require: [
    { name: "list", images: ["**"], allow: ["mcr.microsoft.com/azureml/**"], level: "error" },
  ],
};
const ofRegistry = {
  require: [{ name: "registry", images: ["**"], registry: "contoso.azurecr.io", level: "error" }],
};
const ours = `FROM contoso.azurecr.io/models/base:1\n`;

/** What stands in the checked files, and where. */
export const contents: readonly Way[] = [
  {
    way: "a new file",
    head: { "serve/new/Dockerfile": bad },
    withPolicy: [1, "root-user serve/new/Dockerfile:3"],
    alone: [1, "root-user serve/new/Dockerfile:3"],
  },
  {
    way: "a file that is not tracked",
    head: { "serve/new/Dockerfile": bad },
    isCommitted: false,
    withPolicy: [1, "root-user serve/new/Dockerfile:3"],
    alone: [1, "root-user serve/new/Dockerfile:3"],
  },
  {
    way: "an old file is renamed and gets a stale tag",
    head: {
      "legacy/Dockerfile": null,
      "serve/old.dockerfile": old.replace(":latest", ":20210101.v1"),
    },
    withPolicy: [1, "stale-tag serve/old.dockerfile:1"],
    alone: [1, "stale-tag serve/old.dockerfile:1"],
  },
  {
    way: "an accepted file is copied",
    head: { "serve/copy/Dockerfile": old },
    withPolicy: [
      1,
      "unsupported-image serve/copy/Dockerfile:1",
      "root-user serve/copy/Dockerfile:3",
    ],
    alone: [1, "unsupported-image serve/copy/Dockerfile:1"],
  },
  {
    way: "two files swap their places",
    head: { "serve/Dockerfile": `${old}# was legacy\n`, "legacy/Dockerfile": `${old}# stays\n` },
    withPolicy: [1, "unsupported-image"],
    alone: [1, "unsupported-image"],
  },
  {
    way: "a stage moves behind another one",
    base: {
      "serve/Dockerfile": `FROM ${current}:latest AS a\nUSER root\nFROM ${current}:latest AS b\n`,
    },
    head: {
      "serve/Dockerfile": `FROM ${current}:latest AS b\nFROM ${current}:latest AS a\nUSER root\n`,
    },
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
  {
    way: "a tag is moved back",
    base: { "serve/Dockerfile": `FROM ${current}:20250201.v1\n` },
    head: { "serve/Dockerfile": `FROM ${current}:20250101.v1\n` },
    withPolicy: [1, "stale-tag serve/Dockerfile:1"],
    alone: [1, "stale-tag serve/Dockerfile:1"],
  },
  {
    way: "a tag is moved back in ARG",
    base: { "serve/Dockerfile": `ARG TAG=20250201.v1\nFROM ${current}:$TAG\n` },
    head: { "serve/Dockerfile": `ARG TAG=20250101.v1\nFROM ${current}:$TAG\n` },
    withPolicy: [1, "stale-tag serve/Dockerfile:2"],
    alone: [1, "stale-tag serve/Dockerfile:2"],
  },
  {
    way: "a digest is removed",
    base: { "serve/Dockerfile": `FROM ${current}:latest@${digest}\n` },
    head: { "serve/Dockerfile": `FROM ${current}:latest\n` },
    policy: { require: [{ name: "digests", images: ["**"], tag: "digest", level: "error" }] },
    withPolicy: [1, "policy-requirement/digests serve/Dockerfile:1"],
    alone: null,
  },
  {
    way: "a file moves to a folder with a higher level",
    base: { "tests/Dockerfile": bad },
    head: { "tests/Dockerfile": null, "serve/prod/Dockerfile": bad },
    policy: {
      rules: { "root-user": "warning" },
      overrides: [{ files: ["serve/**"], rules: { "root-user": "error" } }],
    },
    withPolicy: [1, "root-user serve/prod/Dockerfile:3"],
    alone: [0],
  },
  {
    way: "two equal findings become three",
    base: { "serve/Dockerfile": `FROM ${ended}\nFROM ${ended}\n` },
    head: { "serve/Dockerfile": `FROM ${ended}\nFROM ${ended}\nFROM ${ended}\n` },
    withPolicy: [1, "unsupported-image serve/Dockerfile:"],
    alone: [1, "unsupported-image serve/Dockerfile:"],
  },
  {
    way: "a look-alike registry",
    head: { "serve/Dockerfile": `FROM mcr-microsoft.com/azureml/minimal-py312-inference:latest\n` },
    policy: allowList,
    withPolicy: [1, "policy-requirement/list serve/Dockerfile:1"],
    alone: [0, "unofficial-registry serve/Dockerfile:1"],
  },
  {
    way: "a registry whose name begins like the demanded one",
    base: { "serve/Dockerfile": ours, "legacy/Dockerfile": ours },
    head: { "serve/Dockerfile": ours.replace(".io", ".io.example.org") },
    policy: ofRegistry,
    withPolicy: [1, "policy-requirement/registry serve/Dockerfile:1"],
    alone: null,
  },
  {
    way: "another tag of an image of another registry that the base has",
    base: { "legacy/Dockerfile": "FROM docker.io/models/base:1\n", "serve/Dockerfile": ours },
    head: { "legacy/Dockerfile": "FROM docker.io/models/base:2\n" },
    policy: ofRegistry,
    withPolicy: [1, "policy-requirement/registry legacy/Dockerfile:1"],
    alone: null,
  },
  {
    way: "ARG IMAGE without a value against an allow list",
    head: { "serve/Dockerfile": "ARG IMAGE\nFROM $IMAGE\n" },
    policy: allowList,
    withPolicy: [1, "policy-requirement/list serve/Dockerfile:2"],
    alone: null,
  },
  {
    way: "an image of another registry in COPY --from",
    head: { "serve/Dockerfile": `${good}COPY --from=docker.io/library/alpine /bin /bin\n` },
    policy: allowList,
    withPolicy: [1, "policy-requirement/list serve/Dockerfile:4"],
    alone: null,
  },
  {
    way: "an empty user",
    head: { "serve/Dockerfile": `${good}ARG WHO\nUSER $WHO\n` },
    withPolicy: [1, "root-user serve/Dockerfile:5"],
    alone: [1, "root-user serve/Dockerfile:5"],
  },
  {
    way: "line ends become CRLF, and the user root",
    head: { "serve/Dockerfile": bad.replaceAll("\n", "\r\n") },
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
  {
    way: "the name of the image in quotes, escapes and continued lines",
    head: {
      "serve/Dockerfile": `ARG A=${ended.slice(0, 20)}\nARG B=${ended.slice(20)}\nFROM \\\n  "\${A}\${B}"\n`,
    },
    withPolicy: [1, "unsupported-image serve/Dockerfile:4"],
    alone: [1, "unsupported-image serve/Dockerfile:4"],
  },
  {
    way: "the file is renamed to a name that is not checked",
    base: {
      "serve/Dockerfile": good,
      "compose.yaml": "services: { a: { build: { context: serve } } }\n",
    },
    head: {
      "serve/Dockerfile": null,
      "serve/image.build": bad,
      "compose.yaml": "services: { a: { build: { context: serve, dockerfile: image.build } } }\n",
    },
    withPolicy: [1, "root-user serve/image.build:3"],
    alone: [1, "root-user serve/image.build:3"],
  },
  {
    way: "a new file in node_modules, added by force",
    head: { "node_modules/serve/Dockerfile": bad },
    withPolicy: [1, "root-user node_modules/serve/Dockerfile:3"],
    alone: [1, "root-user node_modules/serve/Dockerfile:3"],
  },
];
