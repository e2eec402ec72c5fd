import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fixDockerfile } from "../../support/fixing.ts";
import { fixAll, withRepository } from "../../support/repository.ts";

// A suppression in the wrong place is moved above the finding, which no fix changes before. A second run changes nothing.

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:20250101.v1";
const comment = "# inferlint: ignore[stale-tag] until=2027-01-31 -- validated with this one";

const root = `FROM ${image.replace("20250101.v1", "latest")}\nUSER root\n`;
const unneeded = "# inferlint: ignore[root-user] -- why";

test.each([
  [
    "a Dockerfile",
    "Dockerfile",
    `FROM scratch AS a\n${comment}\nRUN true\nFROM ${image}\n`,
    `FROM scratch AS a\nRUN true\n${comment}\nFROM ${image}\n`,
  ],
  [
    "the end of a Dockerfile without an end of line, CRLF",
    "Dockerfile",
    `FROM ${image}\r\nRUN <<EOF\r\n# a\r\nEOF\r\n${comment}`,
    `${comment}\r\nFROM ${image}\r\nRUN <<EOF\r\n# a\r\nEOF\r\n`,
  ],
  [
    "a Dockerfile with directives",
    "Dockerfile",
    `# syntax=docker/dockerfile:1\n# escape=\`\nFROM \`\n ${image}\n  ${comment}\nRUN true\nUSER app\n`,
    `# syntax=docker/dockerfile:1\n# escape=\`\n${comment}\nFROM \`\n ${image}\nRUN true\nUSER app\n`,
  ],
  [
    "an indented line of YAML",
    "a.yml",
    `${comment}\na: 1\nb:\n  - name: x\n    image: ${image}\n`,
    `a: 1\nb:\n  - name: x\n    ${comment}\n    image: ${image}\n`,
  ],
  [
    "a list in YAML, from the end of another line, CRLF",
    "a.yml",
    `a: 1 ${comment}\r\nb:\r\n  - image: ${image}\r\n`,
    `a: 1\r\nb:\r\n  ${comment}\r\n  - image: ${image}\r\n`,
  ],
  [
    "an argument in Python",
    "a.py",
    `${comment}\nimport x\n\nx.run(\n    1,\n    image="${image}",\n)\n`,
    `import x\n\nx.run(\n    1,\n    ${comment}\n    image="${image}",\n)\n`,
  ],
  [
    "a body in Python",
    "a.py",
    `${comment}\nimport x\n\ndef f():\n\tA = "${image}"\n`,
    `import x\n\ndef f():\n\t${comment}\n\tA = "${image}"\n`,
  ],
  [
    "a shell",
    "a.sh",
    `${comment}\ncd x\nif true; then\n  run \\\n    ${image}\nfi\n`,
    `cd x\nif true; then\n  ${comment}\n  run \\\n    ${image}\nfi\n`,
  ],
  [
    "a Dockerfile in YAML, from its first line",
    "a.yml",
    `a:\n  dockerfile: |\n    ${comment}\n    FROM scratch AS a\n    RUN true\n    FROM ${image}\n`,
    `a:\n  dockerfile: |\n    FROM scratch AS a\n    RUN true\n    ${comment}\n    FROM ${image}\n`,
  ],
  [
    "a Dockerfile in YAML",
    "a.yml",
    `dockerfile: |\n  FROM scratch AS a\n  ${comment}\n  RUN true\n  FROM ${image}\n`,
    `dockerfile: |\n  FROM scratch AS a\n  RUN true\n  ${comment}\n  FROM ${image}\n`,
  ],
])("in %s", async (_, path = "", before = "", after = "") => {
  await withRepository({ [path]: before }, async (root) => {
    await fixAll(root);
    expect(readFileSync(join(root, path), "utf8")).toBe(after);
    const { fixes, run } = await fixAll(root);
    expect(fixes).toBe(0);
    expect(
      run.findings
        .filter(({ ruleId }) => ruleId === "stale-tag" || ruleId === "unused-suppression")
        .map(({ ruleId, suppressed }) => [ruleId, suppressed?.justification]),
    ).toEqual([["stale-tag", "validated with this one"]]);
  });
});

test.each([
  ["two findings", "Dockerfile", `${comment}\nARG A\nFROM ${image} AS a\nFROM ${image}\n`],
  ["a flow mapping in quotes", "a.yml", `${comment}\na: 1\nb: {x: "y\n z", image: ${image}}\n`],
  ["a recipe", "Makefile", `${comment}\nA := 1\nt:\n\tdocker run ${image}\n`],
])("not where that is not certain: %s", async (_, path, before) => {
  await withRepository({ [path]: before }, async (root) => {
    await fixAll(root);
    expect(readFileSync(join(root, path), "utf8")).toBe(before);
  });
});

test.each([
  ["has ended", `# inferlint: ignore[root-user] until=2026-01-01 -- why\n${root}`],
  ["is there twice", `${unneeded}\nARG X\n${root.replace("USER", `${unneeded}\nUSER`)}`],
  ["may be needed", `ARG B\n${comment}\nFROM scratch AS a\nFROM $B\n`],
])("no fix deletes the reason of one that %s", async (_, dockerfile) => {
  expect((await fixDockerfile(dockerfile, { unsafe: false })).text).toBe(dockerfile);
});
