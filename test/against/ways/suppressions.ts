import type { Way } from "./way.ts";
import { bad, ended, good } from "./way.ts";

function exception(until: string, rules = "root-user", files = "serve/**"): string {
  return `exceptions:\n  - rules: [${rules}]\n    files: ["${files}"]\n    until: ${until}\n    reason: SEC-1\n`;
}

/** A policy under which a repository may have short exceptions. */
const lenient = { maxExceptionDays: 30 };
const until = "until=2026-12-10 -- SEC-1";
const comment = `# inferlint: ignore[root-user] ${until}\n`;
const accepted = `# inferlint: ignore[eol-os, eol-python, unsupported-image] ${until}\n`;
const other = ended.replace("minimal-ubuntu20.04-py38", "minimal-ubuntu18.04-py37");
const endpoint = (image: string): string =>
  `services:\n  model:\n    image: ${image}\n    user: root\n`;

/** Baselines, exceptions, comments. */
export const suppressions: readonly Way[] = [
  {
    way: "a longer exception",
    base: { ".inferlint.yaml": exception("2026-12-01", "root-user", "legacy/**") },
    head: { ".inferlint.yaml": exception("2026-12-20", "root-user", "legacy/**") },
    policy: lenient,
    withPolicy: [0, "new-exception .inferlint.yaml:2"],
    alone: [0, "new-exception .inferlint.yaml:2"],
  },
  {
    way: "an exception that an earlier change brought before its finding",
    base: { ".inferlint.yaml": exception("2026-12-20") },
    head: { "serve/Dockerfile": bad },
    policy: lenient,
    withPolicy: [0, "new-exception .inferlint.yaml:2"],
    alone: [0, "new-exception .inferlint.yaml:2"],
  },
  {
    way: "an exception that hides nothing yet",
    head: { ".inferlint.yaml": exception("2026-12-20") },
    policy: lenient,
    withPolicy: [0, "new-exception .inferlint.yaml:2"],
    alone: [0, "new-exception .inferlint.yaml:2"],
  },
  {
    way: "an exception for more files",
    base: { ".inferlint.yaml": exception("2026-12-20", "root-user", "legacy/**") },
    head: {
      ".inferlint.yaml": exception("2026-12-20", "root-user", "**"),
      "serve/Dockerfile": bad,
    },
    policy: lenient,
    withPolicy: [0, "new-exception .inferlint.yaml:2"],
    alone: [0, "new-exception .inferlint.yaml:2"],
  },
  {
    way: "an exception for more rules",
    base: { ".inferlint.yaml": exception("2026-12-20", "eol-os", "legacy/**") },
    head: { ".inferlint.yaml": exception("2026-12-20", "eol-os, eol-python", "legacy/**") },
    policy: lenient,
    withPolicy: [0, "new-exception .inferlint.yaml:2"],
    alone: [0, "new-exception .inferlint.yaml:2"],
  },
  {
    way: "an exception for the rule new-exception itself",
    head: {
      ".inferlint.yaml": exception("2026-12-20", "root-user, new-exception", "**"),
      "serve/Dockerfile": bad,
    },
    policy: { ...lenient, rules: { "new-exception": "error" } },
    withPolicy: [1, "new-exception .inferlint.yaml:2"],
    alone: [0, "new-exception .inferlint.yaml:2"],
  },
  {
    way: "an exception without the policy's leave",
    head: { ".inferlint.yaml": exception("2026-12-20"), "serve/Dockerfile": bad },
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [0, "new-exception .inferlint.yaml:2"],
  },
  {
    way: "an exception of the policy itself",
    head: { "serve/Dockerfile": bad },
    policy: { exceptions: [{ rules: ["root-user"], files: ["serve/**"], reason: "SEC-1" }] },
    withPolicy: [0, "new-exception serve/Dockerfile:3"],
    alone: null,
  },
  {
    way: "a comment at FROM",
    head: { "serve/Dockerfile": `${comment}${bad}` },
    policy: lenient,
    withPolicy: [0, "new-exception serve/Dockerfile:1"],
    alone: [0, "new-exception serve/Dockerfile:1"],
  },
  {
    way: "a comment at USER",
    head: { "serve/Dockerfile": bad.replace("USER", `${comment}USER`) },
    policy: lenient,
    withPolicy: [0, "new-exception serve/Dockerfile:3"],
    alone: [0, "new-exception serve/Dockerfile:3"],
  },
  {
    way: "a comment that the policy rejects",
    head: { "serve/Dockerfile": bad.replace("USER", `${comment}USER`) },
    withPolicy: [1, "root-user serve/Dockerfile:4"],
    alone: [0, "new-exception serve/Dockerfile:3"],
  },
  {
    way: "a comment for the whole file",
    head: { "serve/Dockerfile": `# inferlint: ignore-file[root-user] ${until}\n${bad}` },
    policy: lenient,
    withPolicy: [0, "new-exception serve/Dockerfile:1"],
    alone: [0, "new-exception serve/Dockerfile:1"],
  },
  {
    way: "a comment that an earlier change brought before its finding",
    base: { "serve/Dockerfile": `${comment}${good}` },
    head: { "serve/Dockerfile": `${comment}${bad}` },
    policy: lenient,
    withPolicy: [0, "new-exception serve/Dockerfile:1"],
    alone: [0, "new-exception serve/Dockerfile:1"],
  },
  {
    way: "a comment of one instruction becomes one of the file",
    base: { "serve/Dockerfile": `${comment}${bad}` },
    head: { "serve/Dockerfile": `# inferlint: ignore-file[root-user] ${until}\n${bad}` },
    policy: lenient,
    withPolicy: [0, "new-exception serve/Dockerfile:1"],
    alone: [0, "new-exception serve/Dockerfile:1"],
  },
  {
    way: "a comment whose end is removed",
    base: { "serve/Dockerfile": `${comment}${bad}` },
    head: { "serve/Dockerfile": `# inferlint: ignore[root-user] -- SEC-1\n${bad}` },
    policy: { allowLocal: ["root-user"] },
    withPolicy: [0, "new-exception serve/Dockerfile:1"],
    alone: [0, "new-exception serve/Dockerfile:1"],
  },
  {
    way: "a file with an accepted comment is copied",
    base: { "serve/Dockerfile": `${comment}${bad}` },
    head: { "serve/b/Dockerfile": `${comment}${bad}` },
    policy: lenient,
    withPolicy: [0, "new-exception serve/b/Dockerfile:1"],
    alone: [0, "new-exception serve/b/Dockerfile:1"],
  },
  {
    way: "a comment in YAML",
    head: {
      "compose.yaml": endpoint(`${ended}:latest`).replace(
        "    image",
        `    # inferlint: ignore[eol-os, eol-python, unsupported-image, root-user] ${until}\n    image`,
      ),
    },
    policy: lenient,
    withPolicy: [0, "new-exception compose.yaml:3"],
    alone: [0, "new-exception compose.yaml:3"],
  },
  {
    way: "a comment in Python",
    head: {
      "deploy.py": `# inferlint: ignore[eol-os, eol-python, unsupported-image] ${until}\nimage = "${ended}:latest"\n`,
    },
    policy: lenient,
    withPolicy: [0, "new-exception deploy.py:1"],
    alone: [0, "new-exception deploy.py:1"],
  },
  {
    way: "a comment in a script",
    head: {
      "run.sh": `# inferlint: ignore[eol-os, eol-python, unsupported-image] ${until}\ndocker run ${ended}:latest\n`,
    },
    policy: lenient,
    withPolicy: [0, "new-exception run.sh:1"],
    alone: [0, "new-exception run.sh:1"],
  },
  {
    way: "an accepted comment stays above another image",
    base: { "serve/Dockerfile": `${accepted}FROM ${ended}:latest\n` },
    head: { "serve/Dockerfile": `${accepted}FROM ${other}:latest\n` },
    policy: lenient,
    withPolicy: [0, "new-exception serve/Dockerfile:1"],
    alone: [0, "new-exception serve/Dockerfile:1"],
  },
  {
    way: "an exception of the base for another folder, by a configuration in that folder",
    base: { ".inferlint.yaml": exception("2026-12-20", "root-user", "legacy/**") },
    head: { "serve/.inferlint.yaml": exception("2026-12-20", "root-user", "legacy/**") },
    policy: lenient,
    withPolicy: [0, "new-exception serve/.inferlint.yaml:2"],
    alone: [0, "new-exception serve/.inferlint.yaml:2"],
  },
  {
    way: "an exception that only the base has, and a rule that only the head turns off",
    base: { ".inferlint.yaml": exception("2026-12-20") },
    head: { ".inferlint.yaml": "rules: { root-user: off }\n", "serve/Dockerfile": bad },
    policy: lenient,
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [0, "new-exception serve/Dockerfile:3"],
  },
];
