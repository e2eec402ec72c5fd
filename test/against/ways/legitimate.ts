import type { Way } from "./way.ts";
import { current, good, old } from "./way.ts";

/** Right changes, which pass although the base has findings. */
export const legitimate: readonly Way[] = [
  {
    way: "legitimate: a typo is corrected in a file with findings",
    head: { "legacy/Dockerfile": old.replace("RUN", "# why flask\nRUN") },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: the README is changed",
    head: { "README.md": "# Our models\n" },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: a file with findings is moved",
    head: { "legacy/Dockerfile": null, "archive/model/Dockerfile": old },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: a file with findings is moved and changed a little",
    head: { "legacy/Dockerfile": null, "archive/legacy.dockerfile": `${old}# moved\n` },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: findings are fixed",
    head: { "legacy/Dockerfile": good },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: a file with findings is deleted",
    head: { "legacy/Dockerfile": null },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: a compose file that changes nothing is added",
    base: { "serve/build.img": old },
    head: { "compose.yaml": "services: { a: { image: redis } }\n" },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: a stage gets a name",
    head: { "legacy/Dockerfile": old.replace(":latest", ":latest AS serve") },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: a stage of an image of another registry gets a name",
    base: { "serve/Dockerfile": "FROM docker.io/models/base:1\n" },
    head: { "serve/Dockerfile": "FROM docker.io/models/base:1 AS serve\n" },
    policy: {
      require: [
        { name: "ours", images: ["docker.io/**"], registry: "contoso.azurecr.io", level: "error" },
      ],
    },
    withPolicy: [0],
    alone: null,
  },
  {
    way: "legitimate: a builder stage comes first",
    head: { "legacy/Dockerfile": `FROM golang:1.24 AS build\nRUN make\n${old}` },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: line ends become CRLF",
    head: { "legacy/Dockerfile": old.replaceAll("\n", "\r\n") },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: an operating system ends while the change waits",
    base: {
      "serve/Dockerfile": `FROM mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference:latest\n`,
    },
    head: { "README.md": "# Our models\n" },
    args: ["--as-of", "2032-12-31"],
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: a strict configuration is added",
    head: { ".inferlint.yaml": "failOn: error\nrules: { unlisted-image: error }\n" },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: a clean file is added",
    head: { "serve/second/Dockerfile": good.replace("/app", "/model") },
    withPolicy: [0],
    alone: [0],
  },
  {
    way: "legitimate: a comment of the base is moved with its file",
    base: {
      "serve/Dockerfile": `# inferlint: ignore[root-user] until=2026-12-10 -- SEC-1\nFROM ${current}:latest\nUSER root\n`,
    },
    head: {
      "serve/Dockerfile": null,
      "models/Dockerfile": `# inferlint: ignore[root-user] until=2026-12-10 -- SEC-1\nFROM ${current}:latest\nUSER root\n`,
    },
    policy: { maxExceptionDays: 30 },
    withPolicy: [0],
    alone: [0],
  },
];
