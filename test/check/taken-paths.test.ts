import { describe, expect, test } from "vitest";
import { banned } from "../evasion/build-case.ts";
import { findingsIn } from "../support/fixing.ts";

const runtime = ["eol-os", "eol-python"];

/** The rules that report the image, in a Dockerfile with `@` for it. */
async function rulesFor(dockerfile: string): Promise<readonly string[]> {
  const findings = await findingsIn(dockerfile.replaceAll("@", banned));
  return [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
}

const copies = (sources: string): string => `FROM scratch\nCOPY --from=@ ${sources} /x/\n`;
const mounts = (options: string): string =>
  `FROM scratch\nRUN --mount=from=@,target=/x${options} true\n`;

describe("what is taken brings neither operating system nor Python", () => {
  test.each([
    copies("/mlflow_resources/mlflow_score_script.py"),
    copies("/var/mlflow_resources /var/azureml-app"),
    copies("mlflow_resources/"),
    copies("./a/../b"),
    copies("../../b"),
    copies('"/a b"').replace("a b", "ab"),
    copies("/user /binary /liberty/../srv /etcetera /optional /rooted /homes /var/library"),
    'FROM scratch\nCOPY --from=@ ["/a b", "c", "/x/"]\n',
    "FROM scratch\nCOPY --chown=1 --from=@ /a \\\n  /b \\\n  /x/\n",
    "FROM scratch\nONBUILD COPY --from=@ /a /x\n",
    "FROM scratch\nCOPY --link --from=@ /usr/../srv/a /x\n",
    mounts(",source=/mlflow_resources"),
    mounts(",type=bind,src=models/a"),
    mounts(",source=/usr,source=/srv"),
  ])("%s", async (dockerfile) => {
    expect(await rulesFor(dockerfile)).toEqual(["unsupported-image"]);
  });
});

describe("what is taken may bring them", () => {
  test.each([
    copies("/"),
    copies("."),
    copies("/a/.."),
    copies("/*"),
    copies("/srv/*.py"),
    copies("/srv/a?"),
    copies("/srv/[ab]"),
    copies("/srv/a\\*"),
    `FROM scratch\nARG P=/srv\nCOPY --from=@ $P /x\n`,
    copies("/srv/{{ name }}"),
    ...["usr", "lib", "lib64", "libx32", "bin", "sbin", "etc", "opt", "root", "home"].flatMap(
      (folder) => [copies(`/${folder}`), copies(`${folder}/a`)],
    ),
    copies("/var"),
    copies("/var/lib"),
    copies("/var/./lib/dpkg/"),
    copies("/azureml-envs/minimal"),
    copies('"/usr/lib"'),
    copies("/srv/../usr/bin/a"),
    copies("/srv/miniconda3"),
    copies("/srv/.venv/x"),
    copies("/srv/Python3.8/x"),
    copies("/a /usr/a"),
    'FROM scratch\nCOPY --from=@ ["/a", "/usr/bin/a", "/x/"]\n',
    "FROM scratch\nCOPY --from=@ <<E /x/\nE\n",
    mounts(""),
    mounts(",source=/"),
    mounts(",source=usr/lib"),
    mounts(",source=$S"),
    // Each instruction is checked by itself.
    "FROM scratch\nCOPY --from=@ /a /x\nRUN --mount=from=@,target=/y true\n",
    "FROM @ AS a\nFROM scratch\nCOPY --from=a /a /x\n",
  ])("%s", async (dockerfile) => {
    expect(await rulesFor(dockerfile)).toEqual(expect.arrayContaining(runtime));
  });
});

test("the age of what is taken still counts", async () => {
  const findings = await findingsIn(
    "FROM scratch\nCOPY --from=mcr.microsoft.com/azureml/minimal-py312-inference:20230101.v1 /a /x\n",
  );
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(["stale-tag"]);
});
