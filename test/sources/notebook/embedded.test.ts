import { describe, expect, test } from "vitest";
import { read } from "../../../src/sources/notebook/index.ts";
import { placeOf, readText, sampleContext } from "../../support/source-tester.ts";
import { codeCell, notebookOf } from "./notebooks.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference";

/** The embedded texts of a notebook, with what stands in the file for the image in each. */
function embeddedIn(text: string): unknown {
  return read(text, sampleContext("a/b.ipynb")).embedded.map(
    ({ kind, path, text: own, buildsOnly }) => {
      const start = own.text.indexOf("mcr");
      const span = own.span({ start, end: start + image.length });
      return {
        kind,
        path,
        text: own.text,
        ...(start < 0 ? {} : { written: text.slice(span.start, span.end) }),
        ...(buildsOnly === undefined ? {} : { buildsOnly }),
      };
    },
  );
}

describe("Texts in cells", () => {
  test.each<[string, string, object]>([
    [
      "a written file",
      `%%writefile -a env/env.yml\nimage: ${image}\n`,
      { kind: "yaml", path: "env/env.yml" },
    ],
    ["a written script", `%%file run.sh\nX=${image}\n`, { kind: "shell", path: "run.sh" }],
    ["a written program", `%%writefile x.py\nx = "${image}"\n`, { kind: "python", path: "x.py" }],
    ["a written text", `%%writefile x.txt\n${image}\n`, { kind: "text", path: "x.txt" }],
    ["a script", `%%bash\nX=${image}\n`, { kind: "shell", path: null }],
    ["a script with its program", `%%script bash -e\nX=${image}\n`, { kind: "shell", path: null }],
    ["a script of Databricks", `%sh\nX=${image}\n`, { kind: "shell", path: null }],
    [
      "a command",
      `x = 1\n!az ml x --image ${image}`,
      { kind: "shell", text: `az ml x --image ${image}` },
    ],
    [
      "a command over lines",
      `!az ml x \\\n  --image ${image}\ny = 1`,
      { kind: "shell", text: `az ml x \\\n  --image ${image}\n` },
    ],
    [
      "a command with a value",
      `a = !echo ${image}:{tag}`,
      { kind: "shell", text: `echo ${image}:\${tag}` },
    ],
    ["a variable of the environment", `%env X=${image}`, { kind: "shell", text: `X=${image}` }],
  ])("%s", (_, source, expected) => {
    expect(embeddedIn(notebookOf([source]))).toMatchObject([{ ...expected, written: image }]);
  });

  test("in an R notebook only written files count", () => {
    expect(
      embeddedIn(notebookOf([`!echo ${image}`, `%%writefile a.yml\nx: ${image}`], "R")),
    ).toMatchObject([{ kind: "yaml" }]);
  });
});

describe("Notebooks that cannot be read", () => {
  test.each([
    ["a comma too many", `{"cells": [\n 1,\n]}`, "a comma before ]", "2:3-2:4"],
    ["conflict markers", `{\n<<<<<<< HEAD\n"a": 1}`, "not JSON", "2:1-2:2"],
    ["a stray line", `{"a": 1}\nx`, "after the end", "2:1-2:2"],
    ["an open text in outputs", `{"outputs": ["a]}`, "closing quote", "1:14-1:15"],
    ["nothing", ``, "empty", "1:1-1:1"],
  ])("%s", async (_, text, why, place) => {
    const { references, problems } = await readText("notebook", text);
    expect(references).toEqual([]);
    expect(problems).toMatchObject([
      { id: "invalid-source", message: expect.stringContaining(why) as string },
    ]);
    expect(problems[0]?.span && placeOf(text, problems[0].span)).toBe(place);
  });

  test("what is nested too deep is not read, and said", async () => {
    const { problems } = await readText("notebook", "[".repeat(100_000));
    expect(problems).toMatchObject([{ id: "partly-read" }]);
  });

  test("more code than people write is read to a bound", async () => {
    const cells = Array.from(
      { length: 6 },
      (_, i) => `x = ["${image}:${String(i)}", "${"a".repeat(1_000_000)}"]`,
    );
    const { references, problems } = await readText("notebook", notebookOf(cells));
    expect(references.map(({ value }) => value.text.slice(-2))).toEqual([":0", ":1", ":2", ":3"]);
    expect(problems).toMatchObject([{ id: "partly-read" }]);
  });

  test("20 MB of pictures and logs", async () => {
    const logs = Array.from({ length: 100_000 }, (_, i) => `Step ${String(i)} : FROM ${image}\n`);
    const picture = { data: { "image/png": "iVBOR/+".repeat(2_000_000) } };
    const cells = [codeCell("y = 1", [picture, { text: logs }]), `x = "${image}:7"`];
    const text = notebookOf(
      cells.map((cell) => (typeof cell === "string" ? codeCell(cell) : cell)),
    );
    expect(text.length).toBeGreaterThan(20_000_000);
    const { references, problems } = await readText("notebook", text);
    expect(problems).toEqual([]);
    expect(references.map(({ value: { span } }) => text.slice(span.start, span.end))).toEqual([
      `${image}:7`,
    ]);
  });
});
