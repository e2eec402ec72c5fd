import { testSamples } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference";

testSamples("python", [
  ["an argument", `Environment(image="«${image}:latest»")`],
  ["single quotes", `x = '«${image}»'`],
  ["triple quotes", `x = """«${image}:1»"""`],
  ["a raw string", `x = r"«${image}:1»"`],
  ["bytes", `x = b"«${image}:1»"`],
  ["a prefix of Python 2", `x = u"«${image}:1»"`],
  [
    "a raw f-string",
    `x = rf"«${image}:{tag}»"`,
    { references: [{ value: { unknown: ["{tag}"] } }] },
  ],
  [
    "escapes",
    `x = "«mcr.microsoft.com\\x2fazureml\\u002f\\155inimal-py312-inference»"`,
    { references: [{ value: { text: image } }] },
  ],
  [
    "an escape that continues the line",
    `x = "«mcr.microsoft.com/\\\nazureml/minimal-py312-inference»"`,
  ],
  ["a value of a mapping", `x = {"a": "«${image}:1»", "b": 1}`],
  ["an item of a list", `x = ["«${image}:1»", ("«${image}:2»",)]`],
  ["a default of a parameter", `def f(a, image: str = "«${image}:1»"): pass`],
  ["a default of an option", `parser.add_argument("--image", default="«${image}:1»")`],
  ["a default of a variable of the environment", `x = os.environ.get("IMAGE", "«${image}:1»")`],
  ["branches", `x = "«${image}:1»" if gpu else y or "«${image}:2»"`],
  ["a return value", `def f():\n    return "«${image}:1»"\n`],
  [
    "adjacent literals",
    `x = "«mcr.microsoft.com/azureml/»" "minimal-py312-inference:1"`,
    {
      references: [
        {
          value: { text: `${image}:1` },
          parts: [
            { name: "repository", text: "mcr.microsoft.com/azureml/" },
            { name: "tag", text: "minimal-py312-inference:1" },
          ],
        },
      ],
    },
  ],
  [
    "adjacent literals in parentheses, with a comment between",
    `x = (\n    "mcr.microsoft.com/"  # a\n    "«azureml/minimal-py312-inference:1»"\n)`,
    { references: [{ value: { text: `${image}:1` } }] },
  ],
  ["a sum", `x = "«${image}»" + ":" + "1"`, { references: [{ value: { text: `${image}:1` } }] }],
  [
    "a sum over lines",
    `x = "mcr.microsoft.com/" + \\\n    "«azureml/minimal-py312-inference:1»"`,
    { references: [{ value: { text: `${image}:1` } }] },
  ],
  [
    "a sum with what is not known",
    `x = "«${image}:»" + str(version)`,
    { references: [{ value: { text: `${image}:\uD800`, unknown: ["str(version)"] } }] },
  ],
  ["an f-string", `x = f"«${image}:{tag}»"`, { references: [{ value: { unknown: ["{tag}"] } }] }],
  [
    "an f-string with a format",
    `x = f"«${image}:{tag!s:>{width}}»"`,
    { references: [{ value: { unknown: ["{tag!s:>{width}}"] } }] },
  ],
  [
    "an f-string with quotes in it",
    `x = f"«${image}:{d["tag"]}»"`,
    { references: [{ value: { unknown: ['{d["tag"]}'] } }] },
  ],
  ["format", `x = "«${image}:{}»".format(tag)`, { references: [{ value: { unknown: ["{}"] } }] }],
  [
    "format with constants",
    `x = "«{0}/azureml/{name}:{1}»".format("mcr.microsoft.com", "1", name="minimal-py312-inference")`,
    { references: [{ value: { text: `${image}:1`, unknown: [] } }] },
  ],
  [
    "adjacent literals with format",
    `x = ("«mcr.microsoft.com/azureml/{}»" ":{}").format("a-inference", 7)`,
    { references: [{ value: { text: "mcr.microsoft.com/azureml/a-inference:\uD800" } }] },
  ],
  [
    "doubled braces in format",
    `x = "«${image}:\${{TAG}}»".format()`,
    { references: [{ value: { text: `${image}:\uD800`, unknown: ["${TAG}"] } }] },
  ],
  ["percent", `x = "«${image}:%s»" % tag`, { references: [{ value: { unknown: ["%s"] } }] }],
  [
    "percent with a tuple",
    `x = "«%s/azureml/%s»" % ("mcr.microsoft.com", "minimal-py312-inference")`,
    { references: [{ value: { text: image } }] },
  ],
  [
    "percent with a mapping",
    `x = "«${image}:%(tag)s»" % {"tag": 1}`,
    { references: [{ value: { unknown: ["%(tag)s"] } }] },
  ],
  [
    "a template for later",
    `X = "«${image}:{tag}»"`,
    { references: [{ value: { unknown: ["{tag}"] } }] },
  ],
  [
    "a template of azureml-assets",
    `X = "«${image}:{{latest-image-tag}}»"`,
    { references: [{ value: { text: `${image}:{{latest-image-tag}}`, unknown: [] } }] },
  ],
  ["an expression of Azure ML", `X = "«${image}:\${{inputs.tag}}»"`],
  [
    "a constant in an f-string",
    `TAG = "7"\nx = f"«${image}:{TAG}»"`,
    {
      references: [
        {
          value: { text: `${image}:7`, unknown: [] },
          parts: [{ name: "repository" }, { name: "TAG" }],
        },
      ],
    },
  ],
  [
    "a constant with the repository is no reference of its own",
    `BASE = "«${image}»"\nx = f"{BASE}:7"`,
    { references: [{ value: { text: `${image}:7` } }] },
  ],
  [
    "a name that is set twice",
    `TAG = "7"\nTAG = "8"\nx = f"«${image}:{TAG}»"`,
    { references: [{ value: { unknown: ["{TAG}"] } }] },
  ],
  [
    "a parameter of the same name",
    `TAG = "7"\ndef f(TAG):\n  return f"«${image}:{TAG}»"`,
    { references: [{ value: { unknown: ["{TAG}"] } }] },
  ],
  [
    "a registry that is not known, by the name of what gets it",
    `image = f"«{registry}/azureml/minimal-py312-inference:1»"`,
  ],
  ["a scheme", `x = "docker://«${image}:1»"`],
  ["a mirror", `x = "«mirror.example.com/mcr/azureml/minimal-py312-inference:1»"`],
  ["print of Python 2", `print "a"\nprint x\nx = "«${image}:1»"\nexec "y"\n`],
  ["tabs, CRLF and a byte order mark", `\uFEFFdef f():\r\n\tx = "«${image}:1»"\r\n`],
  ["an error before it", `x = = (\ny = "«${image}:1»"\n`],
  [
    "conflict markers",
    `<<<<<<< HEAD\nx = "«${image}:1»"\n=======\nx = "«${image}:2»"\n>>>>>>> b\n`,
  ],
  ["a name that is not Latin", `größe = "«${image}:1»"`],
]);

// Nothing in these is a reference.
testSamples("python", [
  ["a comment", `# "${image}:1"\nx = 1  # ${image}:1`],
  ["the docstring of a module", `"""${image}:1"""\n`],
  ["a docstring", `def f():\n    "${image}:1"\n    return 1`],
  ["a string that is a statement", `x = 1\n("${image}:1")\n"${image}" ":2"\nx; "${image}:3"`],
  ["a longer string", `raise ValueError("use ${image}:1 here")`],
  ["a message", `logger.info("Building on ${image}:latest")\nprint("${image}:1 is old")`],
  ["a URL", `x = "https://${image}:1"\ny = "https://github.com/Azure/azureml-examples/inference"`],
  ["a comparison", `if image == "${image}:1" or x in ("${image}:2", "b"): pass`],
  ["an assertion", `assert x == "${image}:1"\nself.assertEqual(x, "${image}:1")`],
  ["a pattern", `match x:\n  case "${image}:1":\n    pass\n`],
  ["a key", `x = {"${image}:1": 1}\ny = x["${image}:1"]`],
  ["a package", `x = ["azureml-inference-server-http", "azureml-defaults==1.0"]`],
  ["a component", `x = "azureml://registries/azureml/components/batch_inference/versions/1"`],
  ["a registry of the user", `x = "azureml://registries/mine/environments/a/versions/1"`],
  ["a module", `import azureml.inference as azureml_inference\nx = "azureml.inference"`],
  [
    "a path",
    `x = f"{root}/azureml/batch_inference"\ny = "src/azureml/inference"\nz = "./azureml/inference.py"`,
  ],
  [
    "a command in a string",
    `subprocess.run("az ml environment create --image ${image}:1", shell=True)`,
  ],
  ["a literal that is not closed", `x = "${image}:1\ny = 1`],
  ["a long line", `x = "${"a".repeat(100_000)} ${image}"`],
  ["a lone half of a pair", `x = "${image}:\\ud800"`],
]);
