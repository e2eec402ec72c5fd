import type { BuildCase } from "../build-case.ts";
import { banned, current } from "../build-case.ts";

/** What was found before this table existed, as a check of the table itself. */
export const cases: readonly BuildCase[] = [
  {
    name: "an image in a default, and root after a heredoc",
    dockerfile: `ARG I=${banned}\nFROM $I\nRUN <<E\nUSER app\nE\nUSER root\n`,
    buildkit: { image: banned, user: "root" },
    findings: ["2:6 eol-os", "2:6 eol-python", "2:6 unsupported-image", "6:6 root-user"],
  },
  {
    name: "root in a stage that does not ship",
    dockerfile: `FROM ${current} AS build\nUSER root\nFROM build\nUSER dockeruser\n`,
    buildkit: { image: current, user: "dockeruser" },
    findings: [],
  },
];
