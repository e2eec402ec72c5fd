import { expect, test } from "vitest";
import { fixDockerfile } from "../support/fixing.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";

/** A Dockerfile, what `--fix` makes of it, and what `--unsafe-fixes` does. */
test.each([
  [
    "both comments of the usual pair",
    "USER root # needed for apt\nRUN x\nUSER dockeruser  # back\n",
    "# needed for apt\nUSER root\nRUN x\n# back\nUSER dockeruser\n",
    "# needed for apt\nUSER root\nRUN x\n# back\nUSER dockeruser\n",
  ],
  [
    "root that decides, which root-user then fixes",
    "USER root # needed for apt\nRUN x\n",
    "USER root # needed for apt\nRUN x\n",
    "# needed for apt\nUSER root\nRUN x\nUSER dockeruser\n",
  ],
  [
    "a user that decides and is not known",
    "ARG U\nUSER $U # x\n",
    "ARG U\nUSER $U # x\n",
    "ARG U\n# x\nUSER $U\n",
  ],
  [
    "root that decides and is suppressed",
    "USER root # inferlint: ignore[root-user] -- why\n",
    "USER root # inferlint: ignore[root-user] -- why\n",
    "# inferlint: ignore[root-user] -- why\nUSER root\n",
  ],
  [
    "a suppression without effect, which unused-suppression then removes",
    "USER root # inferlint: ignore[root-user] -- why\nUSER app\n",
    "USER root\nUSER app\n",
    "USER root\nUSER app\n",
  ],
])("%s", async (_, before, safe, unsafe) => {
  const from = `FROM ${image}\n`;
  expect((await fixDockerfile(from + before, { unsafe: false })).text).toBe(from + safe);
  expect((await fixDockerfile(from + before, { unsafe: true })).text).toBe(from + unsafe);
});
