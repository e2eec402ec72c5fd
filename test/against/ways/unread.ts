import { writeFileSync } from "node:fs";
import type { Way } from "./way.ts";
import { bad, good } from "./way.ts";

const utf16 = Buffer.from(`\uFEFF${bad}`, "utf16le");
const size = 1024 * 1024 + 1;

/** Links, and what cannot be read as a Dockerfile. */
export const unread: readonly Way[] = [
  {
    way: "a Git LFS pointer",
    head: {
      "serve/Dockerfile": `version https://git-lfs.github.com/spec/v1\noid sha256:${"a".repeat(64)}\nsize 120\n`,
    },
    withPolicy: [2, "lfs-pointer"],
    alone: [0, "lfs-pointer"],
  },
  {
    way: "a tracked file that the working tree lacks",
    head: { "serve/Dockerfile": bad },
    prepare: ({ apply }) => {
      apply({ "serve/Dockerfile": null });
    },
    withPolicy: [2, "missing-file"],
    alone: [0, "missing-file"],
  },
  {
    way: "a Dockerfile becomes a link to a bad one",
    base: { "docs/image.img": bad },
    head: { "serve/Dockerfile": { link: "../docs/image.img" } },
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
  {
    way: "the target of a link is swapped",
    base: { "image.good": good, "image.bad": bad, "serve/Dockerfile": { link: "../image.good" } },
    head: { "serve/Dockerfile": { link: "../image.bad" } },
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
  {
    way: "the target of a link is changed",
    base: { "image.img": good, "serve/Dockerfile": { link: "../image.img" } },
    head: { "image.img": bad },
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
  {
    way: "a link that leads out of the repository",
    head: { "serve/Dockerfile": { link: "../../outside/Dockerfile" } },
    prepare: ({ outside }) => {
      writeFileSync(`${outside}/Dockerfile`, bad);
    },
    withPolicy: [0, "serve/Dockerfile"],
    alone: [0, "serve/Dockerfile"],
  },
  {
    way: "a folder becomes a link",
    base: { "other/Dockerfile": bad },
    head: { "serve/Dockerfile": null, serve: { link: "other" } },
    withPolicy: [0, "unfollowed-link"],
    alone: [0, "unfollowed-link"],
  },
  {
    way: "a binary Dockerfile",
    head: { "serve/Dockerfile": Buffer.concat([Buffer.from([0, 1, 2, 0]), Buffer.from(bad)]) },
    withPolicy: [1, "invalid-dockerfile serve/Dockerfile:1"],
    alone: [1, "invalid-dockerfile serve/Dockerfile:1"],
  },
  {
    way: "a Dockerfile in UTF-16",
    head: { "serve/Dockerfile": utf16 },
    withPolicy: [1, "invalid-dockerfile serve/Dockerfile:1"],
    alone: [1, "invalid-dockerfile serve/Dockerfile:1"],
  },
  {
    way: "a Dockerfile that is too large",
    head: { "serve/Dockerfile": `${bad}${"#".repeat(size)}\n` },
    withPolicy: [1, "invalid-dockerfile serve/Dockerfile:1"],
    alone: [1, "invalid-dockerfile serve/Dockerfile:1"],
  },
];
