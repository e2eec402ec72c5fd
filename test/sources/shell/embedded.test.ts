import { describe, expect, it } from "vitest";
import type { SampleRow } from "../../support/source-tester.ts";
import { readText, sampleContext, testSamples } from "../../support/source-tester.ts";
import { read } from "../../../src/sources/shell/index.ts";

const image = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference:latest";

const rows: readonly SampleRow[] = [
  [
    "a Dockerfile that is written",
    `cat > docker/Dockerfile <<'EOF'\n⟦FROM ${image}\nUSER root\n⟧EOF\nx\n`,
    { reading: { dockerfiles: [{ build: null, serves: false }] } },
  ],
  [
    "a Dockerfile with a delimiter that is not quoted",
    `cat <<EOF >Dockerfile\n⟦FROM ${image}\n⟧EOF\n`,
  ],
  [
    "a Dockerfile with tabs",
    `if x; then\n\tcat > Dockerfile <<-EOF\n⟦\tFROM ${image}\n\tUSER x\n⟧\tEOF\nfi\n`.replace(
      "⟦\t",
      "\t⟦",
    ),
  ],
  ["a Dockerfile without an end", `cat > Dockerfile <<EOF\n⟦FROM ${image}\n⟧`],
  ["a Dockerfile in a command", `x=$(docker build -f - . <<EOF\n⟦FROM ${image}\n⟧EOF\n)\n`],
  [
    "a Dockerfile that is built",
    `docker build --build-arg A=b --target t - <<EOF\n⟦FROM ${image} AS t\n⟧EOF\n`,
    {
      reading: {
        builds: [],
        dockerfiles: [
          { build: { name: "`docker build`", args: [{ name: "A", value: "b" }], target: "t" } },
        ],
      },
    },
  ],
  ["a Dockerfile as a string", `docker build - <<< "⟦FROM ${image}⟧"\n`],
  ["two heredocs", `cat > a <<A 3> b <<B\nx\nA\n⟦FROM ${image}\n⟧B\ndocker pull «${image}»\n`],
  ["CRLF", `cat > Dockerfile <<EOF\r\n⟦FROM ${image}\r\n⟧EOF\r\ndocker pull «${image}»\r\n`],
  ["a script", `bash <<'EOF'\ndocker pull «${image}»\nEOF\n`],
  ["a script that is written", `cat <<'EOF' > run.sh\ndocker pull «${image}»\nEOF\n`],
  ["a script as an argument", `bash -c "docker pull '«${image}»' | x"\n`],
  ["a script of sudo", `sudo -E bash -lc 'docker pull «${image}»'\n`],
  [
    "a script with a variable",
    `bash -c "docker pull «mcr.microsoft.com/azureml/x-inference:$TAG»"\n`,
  ],
  ["settings", `cat <<EOF > .env\nIMAGE=«${image}»\nEOF\n`],
];

describe("texts in a script", () => {
  testSamples("shell", rows);
});

describe("kinds of texts in a script", () => {
  const embedded = (text: string): readonly (readonly [string, string | null, string])[] =>
    read(text, sampleContext("run.sh")).embedded.map((inner) => [
      inner.kind,
      inner.path,
      inner.text.text,
    ]);

  it.each([
    ["cat > env.yml <<'E'\nimage: $X\nE\n", "yaml", "env.yml", "image: $X\n"],
    [
      "cat > env.yml <<E\nimage: $X ${Y} $(z) $(z $(y)) \\$A\nE\n",
      "yaml",
      "env.yml",
      "image: ${X} ${Y} $(z) ${…} $A\n",
    ],
    [
      "kubectl apply -f - <<E\napiVersion: v1\nimage: x\nE\n",
      "yaml",
      null,
      "apiVersion: v1\nimage: x\n",
    ],
    ["cat <<E | kubectl apply -f -\n- image: x\nE\n", "yaml", null, "- image: x\n"],
    ["sudo tee -a x.yaml > /dev/null <<E\na: b\nE\n", "yaml", "x.yaml", "a: b\n"],
    ["cat > $X <<E\nimage: x\nE\n", "yaml", null, "image: x\n"],
    ["cat > x.json <<E\n{}\nE\n", "json", "x.json", "{}\n"],
    ["python3 - <<E\nprint(1)\nE\n", "python", null, "print(1)\n"],
    ["python -c 'print(1)'\n", "python", null, "print(1)"],
  ])("%j", (text, kind, path, inner) => {
    expect(embedded(text)).toEqual([[kind, path, inner]]);
  });

  it("are none of texts for people", () => {
    expect(embedded("cat <<E\nUsage: x\nE\n")).toEqual([]);
  });
});

describe("a Dockerfile in a heredoc without quotes", () => {
  it("has the shell's variables as templates, in their place", async () => {
    const text =
      "docker build - <<EOF\nFROM mcr.microsoft.com/azureml/x-inference:$TAG\nUSER ${U}\nENV A=\\$B\nEOF\n";
    const [found] = (await readText("shell", text)).dockerfiles;
    expect(found?.text.text).toBe(
      "FROM mcr.microsoft.com/azureml/x-inference:{{TAG}}\nUSER {{U}}\nENV A=$B\n",
    );
    const at = found?.text.text.indexOf("{{U}}") ?? 0;
    const span = found?.text.span({ start: at, end: at + 5 });
    expect(text.slice(span?.start, span?.end)).toBe("${U}");
  });

  it("escapes what a fix writes", async () => {
    const text = `cat > Dockerfile <<EOF\nFROM ${image}\nEOF\n`;
    const [found] = (await readText("shell", text)).dockerfiles;
    expect(found?.text.encode("a$b`c\\")).toBe("a\\$b\\`c\\\\");
  });
});
