import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const py39 = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference";
const py39gpu = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cuda11.8-gpu-inference";
const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py311 = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";
const py310 = "mcr.microsoft.com/azureml/minimal-py310-inference";
const foundation = "mcr.microsoft.com/azureml/curated/foundation-model-inference";
const old = "mcr.microsoft.com/azureml/pytorch1.6-py3.7-inference-cpu";
const python = "endoflife-date/endoflife.date@a70eca3376:products/python.md, 2026-08-22";

ruleTest(rule, {
  passes: [
    `FROM ${py312}\n`,
    `FROM ${py311}\n`,
    "FROM mcr.microsoft.com/azureml/curated/mlflow-py312-inference\n",
    { name: "the last supported day", dockerfile: `FROM ${py39}\n`, asOf: "2025-10-31" },
    { name: "the last supported day", dockerfile: `FROM ${py38}\n`, asOf: "2024-10-07" },
    { name: "the last supported day", dockerfile: `FROM ${py310}\n`, asOf: "2026-10-31" },
    // Listed or published, and nothing to move to: support-ending reports it.
    { dockerfile: `FROM ${py311}\n`, asOf: "2027-11-01" },
    { dockerfile: `FROM ${py312}\n`, asOf: "2028-11-01" },
    { name: "the successor has ended too", dockerfile: `FROM ${py39}\n`, asOf: "2028-11-01" },
    // Not known: unverified-image reports it.
    "FROM mcr.microsoft.com/azureml/inference-base-1804\n",
    "FROM mcr.microsoft.com/azureml/tritonserver-inference\n",
    "ARG PY\nFROM mcr.microsoft.com/azureml/minimal-ubuntu22.04-py$PY-cpu-inference\n",
    {
      name: "no source states its end of life",
      dockerfile: "FROM mcr.microsoft.com/azureml/minimal-py399-inference\n",
    },
    // Comments and other images.
    `# FROM ${py38}\nFROM ${py312}\n`,
    "FROM mcr.microsoft.com/azureml/curated/sklearn-1.5-py38\n",
    "FROM mcr.microsoft.com/azureml-foo/minimal-py38-inference\n",
    "FROM mcr.microsoft.com/azureml/minimal-py38-inferance\n",
    "FROM contoso.azurecr.io/azureml/minimal-py38-inference\n",
    "FROM python:3.7\n",
  ],
  fails: [
    {
      dockerfile: `FROM ${py38}\n`,
      at: "1:6-1:70",
      message: `'${py38}' uses Python 3.8, whose support ended on 2024-10-07. Move to ${py312}:latest, as Microsoft's examples did on 2025-07-08; this changes Python 3.8 → 3.12.`,
      related: [],
      evidence: [
        "python: 3.8 (Microsoft's documentation (concept-prebuilt-docker-images-inference.md), 2024-04-08)",
        `end of support: 2024-10-07 (${python})`,
      ],
    },
    {
      name: "the day after the last one",
      dockerfile: `FROM ${py38}\n`,
      asOf: "2024-10-08",
      at: "1:6-1:70",
    },
    {
      name: "the message says that the image is still listed",
      dockerfile: `FROM ${py39}\n`,
      at: "1:6-1:70",
      message: `'${py39}' uses Python 3.9, whose support ended on 2025-10-31, although Microsoft's list of 2025-09-24 still names this image. Move to ${py312}:latest, as Microsoft's examples did on 2025-07-08; this changes Python 3.9 → 3.12.`,
    },
    {
      name: "the day after the last one",
      dockerfile: `FROM ${py39gpu}\n`,
      asOf: "2025-11-01",
      at: "1:6-1:79",
      message:
        /still names this image\. Move to mcr\.microsoft\.com\/azureml\/curated\/minimal-py312-cuda12\.4-inference:latest \(Microsoft tags it as a preview\), the nearest published image by name \(inferred\)/,
    },
    // py310 is 3.10, py3.7 is 3.7.
    {
      confidence: "medium",
      dockerfile: `FROM ${py310}\n`,
      at: "1:6-1:55",
      message: /uses Python 3\.10, whose support ended on 2026-10-31\. /,
      evidence: ["python: 3.10 (the image name)", `end of support: 2026-10-31 (${python})`],
    },
    { dockerfile: `FROM ${old}\n`, at: "1:6-1:62", message: /uses Python 3\.7, / },
    {
      name: "the catalogue states what the name does not",
      dockerfile: `FROM ${foundation}\n`,
      at: "1:6-1:66",
      message:
        /uses Python 3\.10, .* Move to mcr\.microsoft\.com\/azureml\/curated\/minimal-py312-cuda12\.4-inference:latest \(its Ubuntu 22\.04 ends on 2027-04-01; Microsoft tags it as a preview\), Microsoft's current GPU image, and install vllm there\.$/,
      evidence: [
        "python: 3.10 (Azure/azureml-assets@0b30574ccb:latest/environment/foundation-model-inference, 2026-05-22)",
        `end of support: 2026-10-31 (${python})`,
      ],
    },
    {
      name: "an unknown name, whose parts count",
      dockerfile: "ARG TAG\nFROM mcr.microsoft.com/azureml/anything-py37-inference:$TAG\n",
      at: "2:6-2:60",
      confidence: "medium",
    },
    {
      name: "withdrawn",
      dockerfile: "FROM mcr.microsoft.com/azureml/curated/mlflow-py39-inference:6\n",
      at: "1:6-1:63",
      message:
        /whose support ended on 2025-10-31\. Move to mcr\.microsoft\.com\/azureml\/curated\/mlflow-py312-inference:latest \(its Ubuntu 22\.04 ends on 2027-04-01; Microsoft tags it as a preview\), /,
    },
    // The option.
    {
      dockerfile: `FROM ${py311}\n`,
      asOf: "2027-11-01",
      options: { withoutReplacement: "error" },
      at: "1:6-1:63",
      message: /\. Watch Microsoft's list for a replacement, and use latest until then\.$/,
    },
    // Any tag, in any instruction that names an image.
    { dockerfile: `FROM ${py38}:{{latest-image-tag}} AS x\nFROM scratch\n`, at: "1:6-1:91" },
    { dockerfile: `FROM python:3.12\nCOPY --from=${py38} /opt /opt\n`, at: "2:13-2:77" },
    { dockerfile: `FROM python:3.12\nRUN --mount=from=${py38},target=/a true\n`, at: "2:18-2:82" },
    { dockerfile: `FROM python:3.12\nONBUILD COPY --from=${py38} /opt /opt\n`, at: "2:21-2:85" },
    {
      dockerfile: `FROM python:3.12\nONBUILD RUN --mount=from=${py38},target=/a true\n`,
      at: "2:26-2:90",
    },
    {
      dockerfile: `ARG BASE="${py38}:latest"\nFROM $BASE\n`,
      at: "2:6-2:11",
      related: [`1:10-1:83 ARG BASE`],
    },
    // Fixes.
    {
      dockerfile: `FROM ${py38}:20240122.v1\n`,
      at: "1:6-1:82",
      fix: { safe: false, description: /Python 3\.8 → 3\.12\.$/, result: `FROM ${py312}:latest\n` },
    },
  ],
});
