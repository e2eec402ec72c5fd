import type { Change } from "../../support/change.ts";
import { said } from "../../support/change.ts";
import type { Way } from "./way.ts";
import { bad, good, old } from "./way.ts";

const baseline = ".inferlint-baseline.json";
const policed = { baseline };
const configured = "baseline: .inferlint-baseline.json\n";

async function accept({ root, git }: Change): Promise<void> {
  await said(root, ["--baseline", baseline, "--update-baseline", "--baseline-add"]);
  git("add", "--all");
  git("commit", "--quiet", "--amend", "--no-edit");
}

/** Entries of a baseline that the change brings. */
export const baselines: readonly Way[] = [
  {
    way: "the change adds its finding to the baseline that the policy names",
    base: { ".inferlint.yaml": configured },
    head: { "serve/Dockerfile": bad },
    policy: policed,
    prepare: accept,
    withPolicy: [1, "root-user serve/Dockerfile:3", `new-exception ${baseline}`],
    alone: [1, "root-user serve/Dockerfile:3", `new-exception ${baseline}`],
  },
  {
    way: "the change brings a baseline that the policy does not name",
    head: { "serve/Dockerfile": bad, ".inferlint.yaml": configured },
    prepare: accept,
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
  {
    way: "a baseline entry for a finding that comes with a later change",
    base: { ".inferlint.yaml": configured },
    head: {},
    policy: policed,
    prepare: async (change) => {
      change.apply({ "serve/Dockerfile": bad });
      await accept(change);
      change.apply({ "serve/Dockerfile": good });
      change.git("add", "--all");
      change.git("commit", "--quiet", "--amend", "--no-edit");
    },
    withPolicy: [0, `new-exception ${baseline}`],
    alone: [0, `new-exception ${baseline}`],
  },
  {
    way: "a baseline that moves an entry to another file by a rename",
    base: { ".inferlint.yaml": configured },
    head: {
      "legacy/Dockerfile": null,
      "serve/old/Dockerfile": old.replace(":latest", ":20210101.v1"),
    },
    policy: policed,
    prepare: accept,
    withPolicy: [1, "stale-tag serve/old/Dockerfile:1"],
    alone: [1, "stale-tag serve/old/Dockerfile:1"],
  },
];
