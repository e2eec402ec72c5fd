import { describe, expect, test } from "vitest";
import { read } from "../../../src/sources/python/index.ts";
import { placeOf, readText, sampleContext, testSamples } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference";

testSamples("python", [
  ["a Dockerfile", `d = """⟦FROM ${image}:1\nUSER root\n⟧"""`],
  ["a Dockerfile with escapes", `d = "⟦FROM ${image}:1\\nUSER root\\n⟧"`],
  ["a Dockerfile of adjacent literals", `d = ("⟦FROM ${image}:1\\n"\n  "USER root\\n⟧")`],
  [
    "a Dockerfile that is an argument",
    `f.write(textwrap.dedent("""⟦\n    FROM ${image}:1\n    USER root\n⟧"""))`,
  ],
  [
    "a Dockerfile with a constant",
    `B = "${image}:1"\nd = f"""⟦FROM {B}\nRUN a\n⟧"""`.replace(`"${image}:1"`, `"«${image}:1»"`),
  ],
  [
    "a Dockerfile that an environment is built from",
    `env.docker.base_dockerfile = """⟦FROM ${image}:1\nRUN a\n⟧"""\nInferenceConfig(environment=env)`,
    { reading: { dockerfiles: [{ build: { name: "environment" } }] } },
  ],
  ["a docstring with a Dockerfile", `"""FROM ${image}:1\nUSER root\n"""`],
  ["a Dockerfile on another image", `d = """FROM python:3.7\nUSER root\n"""`],
]);

describe("Texts in strings", () => {
  test("a Dockerfile with parts that are not known is not checked, and said", async () => {
    const text = `d = f"""FROM ${image}:{tag}\nRUN {cmd}\n"""`;
    const { dockerfiles, problems } = await readText("python", text);
    expect(dockerfiles).toEqual([]);
    expect(problems).toMatchObject([{ id: "partly-read" }]);
  });

  test.each<[string, string, object]>([
    [
      "YAML",
      `x = """\nname: a\nimage: ${image}\n"""`,
      { kind: "yaml", text: { text: `\nname: a\nimage: ${image}\n` } },
    ],
    [
      "YAML with unknown parts",
      `x = f"name: {n}\\nimage: ${image}:{v + 1}"`,
      { kind: "yaml", text: { text: `name: \${n}\nimage: ${image}:\${v_1}` } },
    ],
    ["JSON", `x = """{\n"image": "${image}"}"""`, { kind: "json" }],
    [
      "a command",
      `os.system("docker build -f d/Dockerfile --build-arg B=${image} .")`,
      { kind: "shell", buildsOnly: true },
    ],
    [
      "a command of words",
      `subprocess.run(["docker", "build", "-f", path, "--label", "a b", "."], check=True)`,
      {
        kind: "shell",
        buildsOnly: true,
        text: { text: `docker build -f "\${value}" --label 'a b' .` },
      },
    ],
    [
      "a command with a name",
      `cmd = f"az acr build -t {tag} ."\nsubprocess.check_call(cmd, shell=True)`,
      { kind: "shell", text: { text: "az acr build -t ${tag} ." } },
    ],
  ])("%s", (_, text, expected) => {
    expect(read(text, sampleContext("a.py")).embedded).toMatchObject([expected]);
  });

  test.each([
    ["a message about a build", `print("docker build .")`],
    ["another command", `os.system("docker run x")`],
    ["a text of lines", `x = """\nUse ${image}\nplease"""`],
  ])("%s", (_, text) => {
    expect(read(text, sampleContext("a.py")).embedded).toEqual([]);
  });

  test("a place in a text is one of the file, and a fix is escaped", () => {
    const text = `x = "a: 1\\nimage: '${image}'"`;
    const own = read(text, sampleContext("a.py")).embedded[0]?.text;
    const start = own?.text.indexOf("mcr") ?? -1;
    const span = own?.span({ start, end: start + image.length });
    expect(span && text.slice(span.start, span.end)).toBe(image);
    expect(own?.encode('a"b\\c\n')).toBe('a\\"b\\\\c\\n');
  });
});

describe("Comments to inferlint", () => {
  const comments = async (text: string): Promise<unknown> =>
    (await readText("python", text)).comments.map(({ next, isTrailing }) => [
      next && text.slice(next.start, next.end),
      isTrailing,
    ]);
  test.each<[string, string, unknown]>([
    [
      "above a statement",
      `# inferlint: ignore[a] -- b\n# more\n\nx = f(\n 1)\ny = 2`,
      [["x = f(\n 1)", false]],
    ],
    [
      "above an argument",
      `f(\n  # inferlint: ignore[a] -- b\n  image="a",\n  b=1)`,
      [[`image="a"`, false]],
    ],
    [
      "above an item",
      `x = {\n  # inferlint: ignore[a] -- b\n  "k": "a" + b,\n  "l": 1}`,
      [[`"k": "a" + b`, false]],
    ],
    [
      "above a function",
      `# inferlint: ignore[a] -- b\n@x\ndef f(a="b"):\n  return 1\n`,
      [["@x", false]],
    ],
    ["behind a statement", `  \nx = "a"  # inferlint: ignore[a] -- b`, [[`x = "a"`, true]]],
    ["at the end", `x = 1\n# inferlint: ignore-file[a] -- b`, [[null, false]]],
    ["not to inferlint", `# noqa\nx = "# inferlint: ignore[a] -- b"`, []],
  ])("%s", async (_, text, expected) => {
    expect(await comments(text)).toEqual(expected);
  });
});

describe("Bounds", () => {
  test.each<[string, string]>([
    ["brackets", "(".repeat(1 << 20)],
    ["closed brackets", `x = ${"[".repeat(1 << 19)}${"]".repeat(1 << 19)}`],
    ["colons", ":".repeat(1 << 17)],
    ["f-strings in f-strings", 'f"{'.repeat(1 << 16)],
  ])("%s are read to a bound, and said", async (_, text) => {
    const { problems } = await readText("python", `x = "${image}"\n${text}`);
    expect(problems).toMatchObject([{ id: "partly-read" }]);
    const { start } = problems[0]?.span ?? { start: 0 };
    expect(placeOf(text, { start, end: start })).toBeTruthy();
  });

  test.each<[string, string, number]>([
    ["50,000 literals", `x = "${image}"\n`.repeat(50_000), 50_000],
    ["a sum of 50,000 literals", `x = ${'"a" + '.repeat(50_000)}"${image}"`, 0],
    ["a list of 50,000 literals", `x = [${`"${image}", `.repeat(50_000)}]`, 50_000],
    ["operators in front", `x = ${"not ".repeat(20_000)}"${image}"`, 1],
    ["attributes", `x = a${".b".repeat(50_000)}\ny = "${image}"`, 1],
    [
      "50,000 settings of one name",
      `e = Environment(image="${image}")\nf(environment=e)\n`.repeat(10_000),
      10_000,
    ],
    [
      "constants in a template",
      `A = "${"a".repeat(10_000)}"\nx = f"${"{A}".repeat(10_000)}"\ny = "${image}"`,
      1,
    ],
  ])("%s", async (_, text, count) => {
    expect((await readText("python", text)).references).toHaveLength(count);
  });
});
