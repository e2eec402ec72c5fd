import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { findingsOf, fixAndCheck } from "../support/fix-run.ts";

const azureml = "mcr.microsoft.com/azureml";
const mlflow = `${azureml}/mlflow-ubuntu18.04-py37-cpu-inference`;
const py38 = `${azureml}/minimal-ubuntu20.04-py38-cpu-inference`;
const curated = `${azureml}/curated/minimal-py39-inference`;
const old = "/opt/miniconda/envs/amlenv";

/** `2:14-2:40`: the related locations of the finding about the operating system. */
async function placesIn(dockerfile: string): Promise<readonly string[]> {
  const related = (await findingsOf(dockerfile, {})).find(isEol)?.related ?? [];
  return related
    .filter(({ message }) => message.startsWith("uses "))
    .map(({ region: { startLine, startColumn, endLine, endColumn } }) =>
      [`${startLine}:${startColumn}`, `${endLine}:${endColumn}`].join("-"),
    );
}

function isEol({ ruleId }: Finding): boolean {
  return ruleId === "eol-os";
}

describe("lines that use the old conda path", () => {
  test.each([
    ["RUN", `FROM ${mlflow}\nRUN ${old}/bin/pip install x\n`, ["2:5-2:31"]],
    ["ENV", `FROM ${mlflow}\nENV PATH=${old}/bin:$PATH P=${old}\n`, ["2:10-2:36", "2:49-2:75"]],
    ["ENTRYPOINT", `FROM ${mlflow}\nENTRYPOINT ["${old}/bin/python"]\n`, ["2:14-2:40"]],
    ["SHELL", `FROM ${mlflow}\nSHELL ["conda", "run", "-p", "${old}"]\n`, ["2:31-2:57"]],
    ["the destination of a COPY", `FROM ${mlflow}\nCOPY a ${old}/a\n`, ["2:8-2:34"]],
    ["over two lines", `FROM ${mlflow}\nRUN ls /opt/mini\\\nconda/envs/amlenv\n`, ["2:8-3:18"]],
    ["CRLF", `FROM ${mlflow}\r\nRUN a && \\\r\n  ls ${old}\r\n`, ["3:6-3:32"]],
    ["a heredoc", `FROM ${mlflow}\nRUN <<EOF\nls\n  ls ${old}/lib\nEOF\n`, ["4:6-4:32"]],
    ["a script of its own", `FROM ${mlflow}\nCOPY <<E /a\n#!${old}/bin/python\nE\n`, ["3:3-3:29"]],
    [
      "a stage built on it",
      `FROM ${mlflow} AS a\nFROM a AS b\nFROM b\nWORKDIR ${old}\n`,
      ["4:9-4:35"],
    ],
    [
      "a stage that copies all of it",
      `FROM ${mlflow} AS a\nFROM scratch\nCOPY --from=a / /\nWORKDIR ${old}\n`,
      ["4:9-4:35"],
    ],
    [
      "what is copied from the image",
      `FROM a\nCOPY --from=${mlflow} ${old} ${old}\n`,
      ["2:77-2:103"],
    ],
    [
      "what a mount takes",
      `FROM a\nRUN --mount=from=${mlflow},source=${old},target=${old} ls\n`,
      ["2:89-2:115"],
    ],
  ])("are named: %s", async (_, dockerfile, places) => {
    expect(await placesIn(dockerfile)).toEqual(places);
  });

  test.each([
    ["a comment", `FROM ${mlflow}\n# ${old}\n`],
    ["a comment within an instruction", `FROM ${mlflow}\nRUN a && \\\n# ${old}\n b\n`],
    ["a comment of the shell", `FROM ${mlflow}\nRUN pip list # of ${old}\n`],
    ["a comment in a heredoc", `FROM ${mlflow}\nRUN <<EOF\nls # ${old}\nEOF\n`],
    ["before the FROM", `ARG P=${old}\nFROM ${mlflow}\nUSER a\n`],
    ["another stage", `FROM ${mlflow} AS a\nFROM python:3.12\nRUN ls ${old}\n`],
    ["a longer name", `FROM ${mlflow}\nRUN ls ${old}2 ${old}-x ${old}.bak\n`],
    ["below another folder", `FROM ${mlflow}\nRUN ls /srv${old} \${ROOT}${old}\n`],
    ["an image with the same path", `FROM ${curated}\nRUN ls /azureml-envs/minimal ${old}\n`],
    ["what a copy puts beside it", `FROM a\nCOPY --from=${mlflow} /mlflow_resources /usr ${old}\n`],
  ])("are none: %s", async (_, dockerfile) => {
    expect(await placesIn(dockerfile)).toEqual([]);
  });

  test("have the new path, or say that it is not known", async () => {
    const messages = async (image: string) =>
      (await findingsOf(`FROM ${image}\nRUN ls ${old}\n`, {}))
        .find(isEol)
        ?.related.map(({ message }) => message);
    expect(await messages(mlflow)).toEqual([
      `uses ${old}, which is /azureml-envs/mlflow in the new image`,
    ]);
    expect(await messages(py38)).toEqual([`uses ${old}, which the new image may not have`]);
  });

  test("are ten at most, and say how many there are more", async () => {
    const dockerfile = `FROM ${mlflow}\n${`RUN ls ${old}\n`.repeat(13)}`;
    const related = (await findingsOf(dockerfile, {})).find(isEol)?.related ?? [];
    expect(related).toHaveLength(10);
    expect(related.at(8)?.message).not.toContain("more");
    expect(related.at(9)?.message).toMatch(/; and 3 more$/);
  });
});

describe("the unsafe fix", () => {
  const fixOf = async (dockerfile: string) =>
    (await findingsOf(dockerfile, {})).find(isEol)?.fix?.description;

  test("says which lines to change besides", async () => {
    const one = `FROM ${mlflow}\nRUN ls ${old} ${old}/bin\n`;
    expect(await fixOf(one)).toMatch(
      /; line 2 uses \/opt\/miniconda\/envs\/amlenv, which becomes \/azureml-envs\/mlflow: change it too\.$/,
    );
    const three = `${one}\nENV P=${old}\nCMD ["${old}/bin/python"]\n`;
    expect(await fixOf(three)).toMatch(
      /; lines 2, 4 and 5 use \/opt\/miniconda\/envs\/amlenv, which becomes \/azureml-envs\/mlflow: change them too\.$/,
    );
    expect(await fixOf(`FROM ${mlflow}\n${`RUN ls ${old}\n`.repeat(13)}`)).toMatch(
      /; lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 3 more use /,
    );
  });

  test("says that the new path is not known", async () => {
    expect(await fixOf(`FROM ${py38}\nRUN ls ${old}\n`)).toMatch(
      /; line 2 uses \/opt\/miniconda\/envs\/amlenv, which the new image may not have: check it\.$/,
    );
  });

  test("says nothing where no line uses it, and changes no line itself", async () => {
    expect(await fixOf(`FROM ${mlflow}\n`)).not.toContain("line");
    const { text } = await fixAndCheck(`FROM ${mlflow}\nUSER a\nRUN ls ${old}\n`, {});
    expect(text).toBe(`FROM ${azureml}/curated/mlflow-py312-inference\nUSER a\nRUN ls ${old}\n`);
  });
});
