import { describe, expect, it } from "vitest";
import type { SampleRow } from "../../support/source-tester.ts";
import { readText, testSamples } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference:latest";

const settings: readonly SampleRow[] = [
  ["a line", `IMAGE=«${image}»\n`, { path: ".env" }],
  ["quotes", `IMAGE="«${image}»"\nB='«${image}»'\n`, { path: "deploy/.env.sample" }],
  ["export", `export IMAGE=«${image}» # why\n`, { path: ".env.example" }],
  [
    "CRLF and a byte order mark",
    `\uFEFFIMAGE=«${image}»\r\nB=«${image}»\r\n`,
    { path: "prod.env" },
  ],
  ["a comment", `#IMAGE=${image}\n`, { path: ".env" }],
  ["an apostrophe", `NAME=it's\nIMAGE=«${image}»\nNAME="x\n`, { path: ".env" }],
  ["blanks around the sign", `[app]\nimage = «${image}»\n`, { path: "app.conf" }],
  ["comments of other formats", `; image = ${image}\n// ${image}\n`, { path: "app.conf" }],
  ["a default", `IMAGE="\${IMAGE:-«${image}»}"\n`, { path: "images.conf" }],
  ["a continued line", `IMAGE=\\\n«${image}»\n`, { path: "images.conf" }],
  ["a template", `IMAGE=«{{ registry }}/azureml/x-inference:1»\n`, { path: ".env" }],
  ["prose", `IMAGE is ${image}.\n`, { path: "notes.txt" }],
  ["a file without a known name", `IMAGE=${image}\n`, { path: "LICENSE" }],
  ["a file that says that it is a script", `#!/bin/bash\nIMAGE=«${image}»\n`, { path: "run" }],
];

describe("files of settings", () => {
  testSamples("text", settings);
});

const makefiles: readonly SampleRow[] = [
  ["a variable", `IMAGE := «${image}»\n`],
  ["a variable without blanks", `IMAGE:=«${image}»\nB?=«${image}»\nC=«${image}»\n`],
  ["a default", `IMAGE ?= «${image}»\n`],
  ["export and override", `export IMAGE = «${image}»\noverride B ::= «${image}»\n`],
  ["a list", `IMAGES += «${image}» \\\n  «${image}»\n`],
  ["a variable of a target", `prod: IMAGE = «${image}»\n`],
  ["a recipe", `all: dep\n\t@docker pull «${image}»\n\t-docker pull \\\n\t  "«${image}»"\n`],
  ["a recipe in its rule", `all: ; docker pull «${image}»\n`],
  ["a default of the shell", `all:\n\tdocker pull $\${IMAGE:-«${image}»}\n`],
  ["a block", `define run\ndocker pull «${image}»\nendef\n`],
  ["a variable as a tag", `all:\n\tdocker pull «mcr.microsoft.com/azureml/x-inference:$(TAG)»\n`],
  ["comments", `# IMAGE := ${image}\nX := a# ${image}\nall:\n\t# docker pull ${image}\n`],
  ["a continued comment", `# a \\\n${image}\n`],
  ["an apostrophe", `$(info don't)\nX = it's\nIMAGE := «${image}»\n`],
  ["a message", `all:\n\t@echo "using ${image}"\n`],
  ["a file with an ending", `IMAGE := «${image}»\n`, { path: "rules.mk" }],
];

describe("makefiles", () => {
  testSamples(
    "shell",
    makefiles.map(([title, sample, options]) => [title, sample, { path: "Makefile", ...options }]),
  );

  it("follow variables that are set once, also after their use", async () => {
    const text =
      "all:\n\tdocker run $(REG)/azureml/x-inference:$(TAG)$(OTHER)\nREG = mcr.microsoft.com\nTAG := 1\nOTHER ?= 2\n";
    const { references } = await readText("shell", text, "Makefile");
    expect(references).toMatchObject([
      {
        value: { text: "mcr.microsoft.com/azureml/x-inference:1\uD800", unknown: ["$(OTHER)"] },
        run: { user: null },
      },
    ]);
  });

  it("do not follow what depends on a condition", async () => {
    const text =
      "ifdef X\nTAG = 1\nendif\nall:\n\tdocker run mcr.microsoft.com/azureml/x-inference:$(TAG)\n";
    const { references } = await readText("shell", text, "Makefile");
    expect(references).toMatchObject([{ value: { unknown: ["$(TAG)"] } }]);
  });
});
