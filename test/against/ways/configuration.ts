import type { Way } from "./way.ts";
import { bad, good } from "./way.ts";

const rootUser = "root-user serve/Dockerfile:3";
const strict = "rules: { floating-tag: error }\n";
const pinned = good.replace(":latest", ":20260801.v1");

/** The repository's own configuration, exclusions and ignore files. */
export const configuration: readonly Way[] = [
  {
    way: "the rule is turned off",
    head: { ".inferlint.yaml": "rules: { root-user: off }\n", "serve/Dockerfile": bad },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "the level is lowered for a folder",
    head: {
      ".inferlint.yaml": "overrides: [{ files: [serve/**], rules: { root-user: note } }]\n",
      "serve/Dockerfile": bad,
    },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "failOn: never",
    head: { ".inferlint.yaml": "failOn: never\n", "serve/Dockerfile": bad },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "allowLocal in the repository",
    head: { ".inferlint.yaml": "allowLocal: [root-user]\n", "serve/Dockerfile": bad },
    withPolicy: [2, "allowLocal"],
    alone: [2, "allowLocal"],
  },
  {
    way: "preview rules are turned off",
    base: { ".inferlint.yaml": "preview: true\n" },
    head: { ".inferlint.yaml": "preview: false\n", "serve/Dockerfile": bad },
    policy: { preview: true },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "Dockerfiles are no longer read",
    head: { ".inferlint.yaml": "files: { kinds: [yaml] }\n", "serve/Dockerfile": bad },
    withPolicy: [1, rootUser, "new-exception .inferlint.yaml:1"],
    alone: [1, rootUser, "new-exception .inferlint.yaml:1"],
  },
  {
    way: "the configuration extends a loose file",
    head: {
      ".inferlint.yaml": "extends: tools/loose.yaml\n",
      "tools/loose.yaml": "rules: { root-user: off }\nfailOn: never\n",
      "serve/Dockerfile": bad,
    },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "a file that the configuration extends becomes loose",
    base: {
      ".inferlint.yaml": "extends: tools/base.yaml\n",
      "tools/base.yaml": strict,
      "serve/Dockerfile": pinned,
    },
    head: { "tools/base.yaml": "rules: { floating-tag: off }\n", "serve/Dockerfile": good },
    withPolicy: [1, "floating-tag serve/Dockerfile:1"],
    alone: [1, "floating-tag serve/Dockerfile:1"],
  },
  {
    way: "a strict configuration is removed",
    base: { ".inferlint.yaml": strict, "serve/Dockerfile": pinned },
    head: { ".inferlint.yaml": null, "serve/Dockerfile": good },
    withPolicy: [1, "floating-tag serve/Dockerfile:1"],
    alone: [1, "floating-tag serve/Dockerfile:1"],
  },
  {
    way: "a strict configuration moves to another folder",
    base: { ".inferlint.yaml": strict, "serve/Dockerfile": pinned },
    head: { ".inferlint.yaml": null, "tools/.inferlint.yaml": strict, "serve/Dockerfile": good },
    withPolicy: [1, "floating-tag serve/Dockerfile:1"],
    alone: [1, "floating-tag serve/Dockerfile:1"],
  },
  {
    way: "a configuration of another name stands beside the strict one",
    base: {
      ".inferlint.json": '{ "rules": { "floating-tag": "error" } }\n',
      "serve/Dockerfile": pinned,
    },
    head: { ".inferlint.yaml": "rules: { floating-tag: off }\n", "serve/Dockerfile": good },
    withPolicy: [2, ".inferlint"],
    alone: [2, ".inferlint"],
  },
  {
    way: "a loose configuration in a nested folder",
    head: { "serve/.inferlint.yaml": "rules: { root-user: off }\n", "serve/Dockerfile": bad },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "failOn of the base is lowered",
    base: {
      ".inferlint.yaml": "failOn: warning\nrules: { floating-tag: warning }\n",
      "serve/Dockerfile": pinned,
    },
    head: { ".inferlint.yaml": "rules: { floating-tag: warning }\n", "serve/Dockerfile": good },
    withPolicy: [1, "floating-tag serve/Dockerfile:1"],
    alone: [1, "floating-tag serve/Dockerfile:1"],
  },
  {
    way: "a requirement of the repository is removed",
    base: {
      ".inferlint.yaml":
        'require: [{ name: fixed, images: ["azureml/**"], tag: dated, level: error }]\n',
      "serve/Dockerfile": pinned,
    },
    head: { ".inferlint.yaml": null, "serve/Dockerfile": good },
    withPolicy: [1, "policy-requirement/fixed serve/Dockerfile:1"],
    alone: [1, "policy-requirement/fixed serve/Dockerfile:1"],
  },
  {
    way: "a longer support window",
    head: {
      ".inferlint.yaml": "supportWindow: { months: 60 }\n",
      "serve/Dockerfile": good.replace(":latest", ":20250101.v1"),
    },
    withPolicy: [1, "stale-tag serve/Dockerfile:1"],
    alone: [1, "stale-tag serve/Dockerfile:1"],
  },
  {
    way: "a link as configuration",
    base: {
      ".inferlint.yaml": strict,
      "loose.yaml": "rules: { floating-tag: off }\n",
      "serve/Dockerfile": pinned,
    },
    head: { ".inferlint.yaml": { link: "loose.yaml" }, "serve/Dockerfile": good },
    withPolicy: [1, "floating-tag serve/Dockerfile:1"],
    alone: [1, "floating-tag serve/Dockerfile:1"],
  },
  {
    way: "the target of a link that is the configuration is changed",
    base: {
      ".inferlint.yaml": { link: "tools/../conf/strict.yaml" },
      "conf/strict.yaml": strict,
      "tools/a": "",
      "serve/Dockerfile": pinned,
    },
    head: { "conf/strict.yaml": "rules: { floating-tag: off }\n", "serve/Dockerfile": good },
    withPolicy: [1, "floating-tag serve/Dockerfile:1"],
    alone: [1, "floating-tag serve/Dockerfile:1"],
  },
  {
    way: "the target of a link that the configuration extends is changed",
    base: {
      ".inferlint.yaml": "extends: conf/strict.yaml\n",
      "conf/strict.yaml": { link: "real.yaml" },
      "conf/real.yaml": strict,
      "serve/Dockerfile": pinned,
    },
    head: { "conf/real.yaml": "rules: { floating-tag: off }\n", "serve/Dockerfile": good },
    withPolicy: [1, "floating-tag serve/Dockerfile:1"],
    alone: [1, "floating-tag serve/Dockerfile:1"],
  },
  {
    way: "the configuration becomes a folder",
    base: { ".inferlint.yaml": strict, "serve/Dockerfile": pinned },
    head: { ".inferlint.yaml": null, ".inferlint.yaml/a": "", "serve/Dockerfile": good },
    withPolicy: [2, ".inferlint.yaml"],
    alone: [2, ".inferlint.yaml"],
  },
  {
    way: "an invalid configuration of the base",
    base: { ".inferlint.yaml": "rules: [\n" },
    head: { ".inferlint.yaml": "rules: {}\n", "serve/Dockerfile": bad },
    withPolicy: [2, "in the base: "],
    alone: [2, "in the base: "],
  },
  {
    way: "an invalid configuration",
    head: { ".inferlint.yaml": "rules: [\n", "serve/Dockerfile": bad },
    withPolicy: [2, ".inferlint.yaml"],
    alone: [2, ".inferlint.yaml"],
  },
];
