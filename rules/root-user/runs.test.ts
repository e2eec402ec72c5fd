import { describe, expect, test } from "vitest";
import type { ReferenceText } from "../../test/support/reference-tester.ts";
import { shownReferences } from "../../test/support/reference-tester.ts";

// Who runs the images that files of other kinds name.

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const rootImage = "mcr.microsoft.com/azureml/curated/foundation-model-inference:latest";
const openmpi = "mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04:latest";
const unknownUser = "mcr.microsoft.com/azureml/other-ubuntu22.04-py312-inference:latest";

function withRun(
  written: string,
  run: ReferenceText["images"][number]["run"],
  user = "",
): ReferenceText {
  return {
    text: `image: ${written}\nuser: ${user}\nconda_file: conda.yml\n`,
    images: [{ written, ...(run ? { run } : {}) }],
  };
}

const rules = ["root-user", "unverified-image"];
const shown = (item: ReferenceText): Promise<readonly string[]> => shownReferences(item, rules);
const setting = { userSetting: "user" };
const number = { userSetting: "securityContext.runAsUser" };

describe("nothing is said", () => {
  test.each<readonly [string, ReferenceText]>([
    ["of an image that is only named", withRun(rootImage, undefined)],
    ["of an image whose own user is not root", withRun(py312, {})],
    ["with another user", withRun(rootImage, { ...setting, user: "app" }, "app")],
    ["with a user and root's group", withRun(rootImage, { ...setting, user: "1000:0" }, "1000:0")],
    ["where root is forbidden", withRun(rootImage, { ...number, forbidsRoot: true })],
    [
      "where root is forbidden and the user is not known",
      withRun(rootImage, { ...setting, user: "?${USER}", forbidsRoot: true }, "${USER}"),
    ],
    ["with an empty user", withRun(py312, { ...setting, user: '""' }, '""')],
    [
      "of another image that does not serve",
      withRun(openmpi, { ...setting, user: "root" }, "root"),
    ],
    ["of no azureml image", withRun("python:3.12", { ...setting, user: "root" }, "root")],
  ])("%s", async (_, item) => {
    expect(await shown(item)).toEqual([]);
  });
});

describe("root", () => {
  test.each<readonly [string, ReferenceText, readonly string[]]>([
    [
      "by the file",
      withRun(py312, { ...setting, user: "root" }, "root"),
      [
        `2:7-2:11 root-user: The image runs as root: this file runs '${py312}' as 'root'. Set user to dockeruser, the image's default user.`,
      ],
    ],
    [
      "by number",
      withRun(py312, { ...number, user: "0" }, "0"),
      [
        `2:7-2:8 root-user: The image runs as root: this file runs '${py312}' as '0'. Set securityContext.runAsUser to the number of a user that is not root.`,
      ],
    ],
    [
      "by the file although it forbids it",
      withRun(py312, { ...number, user: "0", forbidsRoot: true }, "0"),
      [expect.stringMatching(/^2:7-2:8 root-user: /)],
    ],
    [
      "in an option",
      withRun(rootImage, { user: "root" }, "root"),
      [
        `2:7-2:11 root-user: The image runs as root: this file runs '${rootImage}' as 'root'. Set the user to a user that is not root.`,
      ],
    ],
    [
      "by the image, where nothing can be set",
      withRun(rootImage, {}),
      [
        expect.stringMatching(
          /^1:8-.* root-user: The image runs as root: '.*' starts as 'root'\. Build an image on it from a Dockerfile that ends with USER/,
        ),
      ],
    ],
    [
      "by the image of an environment",
      {
        text: "environment: azureml:AzureML-own@latest\n",
        images: [
          {
            written: "azureml:AzureML-own@latest",
            environment: {
              ...{ name: "AzureML-own", version: null, label: "latest" },
              image: rootImage,
            },
            run: { serves: true },
          },
        ],
      },
      [
        `1:14-1:40 root-user: The image runs as root: 'environment AzureML-own@latest (image ${rootImage})' starts as 'root'. Build an image on it from a Dockerfile that ends with USER and a name that is not root.`,
      ],
    ],
    [
      "by the image, where it can be set",
      withRun(rootImage, setting),
      [
        expect.stringMatching(
          /root-user: .* starts as 'root'\. Set user to a user that is not root\.$/,
        ),
      ],
    ],
    [
      "with an empty user",
      withRun(rootImage, { ...setting, user: '""' }, '""'),
      [expect.stringMatching(/^1:8-.* root-user: .* starts as 'root'/)],
    ],
    [
      "by another image that serves",
      withRun(openmpi, { serves: true }),
      [expect.stringMatching(/^1:8-.* root-user: .* starts as 'root'/)],
    ],
    [
      "by a compose file, of what it builds",
      {
        text: "user: root\n",
        images: [],
        runsOfBuilds: [
          { user: "root", dockerfile: "score/Dockerfile", image: py312, name: "service `scorer`" },
        ],
      },
      [
        "1:7-1:11 root-user: The image runs as root: service `scorer` runs what score/Dockerfile builds as 'root'. Remove it, or write a user that is not root.",
      ],
    ],
  ])("%s", async (_, item, expected) => {
    expect(await shown(item)).toEqual(expected);
  });
});

describe("a question", () => {
  test.each<readonly [string, ReferenceText, readonly string[]]>([
    [
      "a user that is not known",
      withRun(py312, { ...setting, user: "?${USER}" }, "${USER}"),
      [
        "2:7-2:14 unverified-image: Cannot determine whether the image runs as root: '${USER}' is not known here. Write a user that is not root.",
      ],
    ],
    [
      "an environment that Azure ML builds",
      withRun(py312, { conda: { file: "conda.yml", pin: "python=3.12" } }),
      [
        `1:8-1:${String(8 + py312.length)} unverified-image: Cannot determine whether the image runs as root: Azure ML builds this environment as root. Build it from a Dockerfile that ends in USER and a name that is not root.`,
      ],
    ],
    [
      "a default user that no source states",
      withRun(unknownUser, {}),
      [
        expect.stringMatching(
          /unverified-image: .*default user unknown.* Build a Dockerfile on it that ends in a USER that is not root\.$/,
        ),
      ],
    ],
    [
      "what a compose file runs as",
      {
        text: "user: $WHO\n",
        images: [],
        runsOfBuilds: [
          { user: "?$WHO", dockerfile: "Dockerfile", image: py312, name: "service `a`" },
        ],
      },
      [expect.stringMatching(/^1:7-1:11 unverified-image: .*'\$WHO' is not known here/)],
    ],
  ])("%s", async (_, item, expected) => {
    expect(await shown(item)).toEqual(expected);
  });
});
