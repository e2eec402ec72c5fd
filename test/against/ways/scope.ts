import type { Way } from "./way.ts";
import { bad, current, ended, good, old } from "./way.ts";

const rootUser = "root-user serve/Dockerfile:3";

/** What a repository leaves out or maps: exclusions, ignore files, mirrors, patterns of images. */
export const scope: readonly Way[] = [
  {
    way: "the folder is excluded",
    head: { ".inferlint.yaml": "files: { exclude: [serve] }\n", "serve/Dockerfile": bad },
    withPolicy: [1, rootUser, "new-exception .inferlint.yaml:1"],
    alone: [1, rootUser, "new-exception .inferlint.yaml:1"],
  },
  {
    way: "an exclusion that excludes nothing yet",
    head: { ".inferlint.yaml": "files: { exclude: [vendor] }\n" },
    withPolicy: [0, "new-exception .inferlint.yaml:1"],
    alone: [0, "new-exception .inferlint.yaml:1"],
  },
  {
    way: "the file is in .gitignore, and git tracks it",
    head: {},
    prepare: ({ apply, git }) => {
      apply({ "serve/Dockerfile": bad, ".gitignore": "serve/\n" });
      git("add", "--all", "--force");
      git("commit", "--quiet", "--message=Change");
    },
    withPolicy: [1, rootUser],
    alone: [1, rootUser],
  },
  {
    way: "a new file in .gitignore, added by force",
    head: {},
    prepare: ({ apply, git }) => {
      apply({ "serve/new/Dockerfile": bad, "serve/new/.gitignore": "*\n" });
      git("add", "--all", "--force");
      git("commit", "--quiet", "--message=Change");
    },
    withPolicy: [1, "root-user serve/new/Dockerfile:3"],
    alone: [1, "root-user serve/new/Dockerfile:3"],
  },
  {
    way: "a mirror that maps an image of Microsoft's registry to a harmless one",
    head: {
      ".inferlint.yaml": `images: { mirrors: [{ prefix: ${ended}, for: ${current} }] }\n`,
      "serve/Dockerfile": old,
    },
    withPolicy: [2, ".inferlint.yaml:1"],
    alone: [2, ".inferlint.yaml:1"],
  },
  {
    way: "a mirror that maps to a harmless image",
    head: {
      ".inferlint.yaml": `images: { mirrors: [{ prefix: contoso.azurecr.io/old, for: ${current} }] }\n`,
      "serve/Dockerfile": "FROM contoso.azurecr.io/old:latest\n",
    },
    withPolicy: [0, "new-exception .inferlint.yaml:1"],
    alone: [0, "new-exception .inferlint.yaml:1"],
  },
  {
    way: "a mirror that maps nothing yet",
    head: {
      ".inferlint.yaml":
        "images: { mirrors: [{ prefix: contoso.azurecr.io/mcr, for: mcr.microsoft.com/azureml }] }\n",
    },
    withPolicy: [0, "new-exception .inferlint.yaml:1"],
    alone: [0, "new-exception .inferlint.yaml:1"],
  },
  {
    way: "a mirror is removed",
    base: {
      ".inferlint.yaml":
        "images: { mirrors: [{ prefix: contoso.azurecr.io/mcr/azureml, for: mcr.microsoft.com/azureml }] }\n",
    },
    head: {
      ".inferlint.yaml": null,
      "serve/Dockerfile": old.replace("mcr.microsoft.com", "contoso.azurecr.io/mcr"),
    },
    withPolicy: [0, "unofficial-registry serve/Dockerfile:1"],
    alone: [1, "unsupported-image serve/Dockerfile:1"],
  },
  {
    way: "images.include leaves the image out",
    head: {
      ".inferlint.yaml": "images: { include: [azureml/other-inference] }\n",
      "serve/Dockerfile": bad,
    },
    withPolicy: [1, rootUser, "new-exception .inferlint.yaml:1"],
    alone: [1, rootUser, "new-exception .inferlint.yaml:1"],
  },
  {
    way: "an exclusion of the base for another folder, by a configuration in that folder",
    base: { ".inferlint.yaml": "files: { exclude: [vendor] }\n" },
    head: { "serve/.inferlint.yaml": "files: { exclude: [vendor] }\n" },
    withPolicy: [0, "new-exception serve/.inferlint.yaml:1"],
    alone: [0, "new-exception serve/.inferlint.yaml:1"],
  },
  {
    way: "an old image is named in a file that only the base's configuration includes",
    base: {
      ".inferlint.yaml": "files: { include: [docker/serving.tmpl] }\n",
      "docker/serving.tmpl": good,
    },
    head: { ".inferlint.yaml": null, "docker/serving.tmpl": `FROM ${ended}:latest\n` },
    withPolicy: [1, "unsupported-image docker/serving.tmpl:1"],
    alone: [1, "unsupported-image docker/serving.tmpl:1"],
  },
];
