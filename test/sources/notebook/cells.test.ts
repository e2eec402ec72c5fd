import { testSamples } from "../../support/source-tester.ts";
import { codeCell, notebookOf } from "./notebooks.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference";
const output = [
  { output_type: "stream", name: "stdout", text: [`Step 1/3 : FROM ${image}:latest\n`] },
  { output_type: "execute_result", data: { "text/plain": [`'${image}:1'`] } },
];

testSamples("notebook", [
  ["a list of lines", notebookOf([`import x\nx = "«${image}:1»"\n`])],
  ["one string", notebookOf([{ cell_type: "code", source: `y = 1\nx = '«${image}:1»'` }])],
  [
    "a string that goes over items of the list",
    notebookOf([
      {
        cell_type: "code",
        source: [`x = ("mcr.microsoft.com/"\n`, `  "«azureml/minimal-py312-inference:1»")`],
      },
    ]),
    { references: [{ value: { text: `${image}:1` } }] },
  ],
  [
    "escapes of JSON",
    `{"cells":[{"cell_type":"code","source":"x = \\u0022«mcr.microsoft.com\\/azureml\\/a-inference:1»\\u0022"}]}`,
    { references: [{ value: { text: "mcr.microsoft.com/azureml/a-inference:1" } }] },
  ],
  [
    "escapes of Python in JSON",
    notebookOf([`x = "«${image}\\x3a1»"`]),
    { references: [{ value: { text: `${image}:1` } }] },
  ],
  [
    "nbformat 3",
    `{"nbformat":3,"worksheets":[{"cells":[{"cell_type":"code","language":"python","input":["x = \\"«${image}:1»\\""],"outputs":[]}]}]}`,
  ],
  [
    "a name that another cell sets",
    notebookOf([`TAG = "7"`, `x = f"«${image}:{TAG}»"`]),
    { references: [{ value: { text: `${image}:7` } }] },
  ],
  [
    "an environment that another cell deploys",
    notebookOf([
      `env = Environment(image="«${image}:1»", conda_file="conda.yml")`,
      `d = ManagedOnlineDeployment(environment=env)`,
    ]),
    {
      references: [{ run: { serves: true, conda: { kind: "file", path: { text: "conda.yml" } } } }],
    },
  ],
  [
    "an error in the cell before",
    notebookOf([`x = ((((`, `y = "«${image}:1»"`, `"""`, `z = "«${image}:2»"`]),
  ],
  [
    "lines for IPython",
    notebookOf([
      `%pip install "${image}"\n!echo '${image}' \\\n  more\nfiles = !ls\n?help\nx?\nx = "«${image}:1»"`,
    ]),
  ],
  ["a cell that is timed", notebookOf([`%%time\nx = "«${image}:1»"`])],
  ["a line that begins with % in a text", notebookOf([`x = """\n%a = "\n"""\ny = "«${image}:1»"`])],
  [
    "a name of an environment",
    notebookOf([`env = ml_client.environments.get("«AzureML-sklearn-1.5»", label="latest")`]),
    { references: [{ environment: { label: "latest" } }] },
  ],
  [
    "CRLF and a byte order mark",
    `\uFEFF${notebookOf([`x = 1\r\ny = "«${image}:1»"\r\n`]).replaceAll("\n", "\r\n")}`,
  ],
  [
    "a cell of Python with pictures",
    notebookOf([codeCell(`x = "«${image}:1»"`, [{ data: { "image/png": "A".repeat(100_000) } }])]),
  ],
  ["a Dockerfile in a string", notebookOf([`d = """⟦FROM ${image}:1\nUSER root⟧"""`])],
  [
    "a cell that writes a Dockerfile",
    notebookOf([`%%writefile docker/Dockerfile\n⟦FROM ${image}:1\nUSER root⟧`]),
  ],
  [
    "a cell that writes a file named in quotes",
    notebookOf([`%%writefile "a b/x.dockerfile"\n⟦FROM ${image}:1⟧`]),
  ],
  ["a notebook without cells", `{}`],
  ["characters of two code units before it", notebookOf([`a = "😀"; x = "«${image}:1»"`])],
]);

// Nothing in these is a reference.
testSamples("notebook", [
  ["outputs", notebookOf([codeCell("x = 1", output)])],
  ["Markdown", notebookOf([{ cell_type: "markdown", source: `x = "${image}:1"` }])],
  ["a raw cell", notebookOf([{ cell_type: "raw", source: [`x = "${image}:1"`] }])],
  [
    "attachments",
    notebookOf([{ cell_type: "markdown", source: "", attachments: { a: { b: `${image}:1` } } }]),
  ],
  [
    "metadata",
    `{"metadata":{"image":"${image}:1"},"cells":[{"cell_type":"code","metadata":{"x":"${image}:1"},"source":[]}]}`,
  ],
  ["a comment", notebookOf([`# x = "${image}:1"`])],
  ["a value that a cell shows", notebookOf([`"${image}:1"`])],
  ["a cell of HTML", notebookOf([`%%html\n<a href="${image}:1">`])],
  ["a cell of SQL of Databricks", notebookOf([`%sql\nx = "${image}:1"`])],
  ["a notebook of another language", notebookOf([`x <- "${image}:1"`], "R")],
]);
