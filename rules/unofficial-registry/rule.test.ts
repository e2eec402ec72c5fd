import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const copy = "contoso.azurecr.io/public/azureml/minimal-py312-inference";
const china = "mcr.azure.cn/azureml/minimal-ubuntu20.04-py38-cpu-inference";

ruleTest(rule, {
  passes: [
    // Microsoft's registry.
    "FROM mcr.microsoft.com/azureml/minimal-py312-inference\n",
    "FROM MCR.Microsoft.com/azureml/minimal-py312-inference\n",
    "FROM mcr.microsoft.com:443/azureml/minimal-py312-inference\n",
    "FROM mcr.microsoft.com/public/azureml/minimal-py312-inference\n",
    // Not the full name of a catalogued inference image.
    "FROM contoso.azurecr.io/minimal-py312-inference\n",
    "FROM contoso.azurecr.io/azureml/my-inference\n",
    "FROM contoso.azurecr.io/azureml/minimal-py310-inference\n",
    "FROM contoso.azurecr.io/azureml/minimal-py312-inferance\n",
    "FROM contoso.azurecr.io/azureml-foo/minimal-py312-inference\n",
    "FROM contoso.azurecr.io/myazureml/minimal-py312-inference\n",
    "FROM contoso.azurecr.io/azureml/minimal-py312-inference/slim\n",
    "FROM contoso.azurecr.io/azureml/azureml_0123456789abcdef0123456789abcdef\n",
    "FROM contoso.azurecr.io/azureml/openmpi4.1.0-ubuntu22.04\n",
    "FROM mcr.microsoft.com.evil.com/azureml/my-inference\n",
    "FROM minimal-py312-inference\n",
    "FROM python:3.12\n",
    // Not a reference, or not known.
    `# FROM ${copy}\nFROM python:3.12\n`,
    `FROM python:3.12\nRUN <<EOF\nFROM ${copy}\nEOF\n`,
    "ARG HOST\nFROM $HOST/azureml/minimal-py312-inference\n",
    "FROM {{ host }}/azureml/minimal-py312-inference\n",
  ],
  fails: [
    {
      dockerfile: `FROM ${copy}:20240101.v1\n`,
      at: "1:6-1:75",
      confidence: "medium",
      message: `'${copy}:20240101.v1' looks like 'mcr.microsoft.com/azureml/minimal-py312-inference', but comes from another registry and is not checked. Use the image from mcr.microsoft.com, or if contoso.azurecr.io is a mirror, set images: { mirrors: [{ prefix: contoso.azurecr.io/public/azureml, for: mcr.microsoft.com/azureml }] }.`,
      related: [],
      evidence: [
        "catalogued name: mcr.microsoft.com/azureml/minimal-py312-inference (the image name)",
      ],
    },
    {
      name: "an MCR endpoint of Azure China is a mirror only by configuration",
      dockerfile: `FROM ${china}\n`,
      at: "1:6-1:65",
      confidence: "medium",
      message:
        /, or if mcr\.azure\.cn is a mirror, set images: \{ mirrors: \[\{ prefix: mcr\.azure\.cn\/azureml, for: mcr\.microsoft\.com\/azureml \}\] \}\.$/,
    },
    {
      name: "a port",
      dockerfile: "FROM localhost:5000/azureml/curated/minimal-py311-inference:59\n",
      at: "1:6-1:63",
      confidence: "medium",
      message:
        /^'.*' looks like 'mcr\.microsoft\.com\/azureml\/curated\/minimal-py311-inference', .* if localhost:5000 is a mirror, set images: \{ mirrors: \[\{ prefix: localhost:5000\/azureml, for/,
    },
    {
      name: "another port of Microsoft's name",
      dockerfile: "FROM mcr.microsoft.com:8443/azureml/minimal-py312-inference\n",
      at: "1:6-1:60",
      confidence: "medium",
    },
    {
      name: "Docker Hub",
      dockerfile: "FROM azureml/minimal-py312-inference\n",
      at: "1:6-1:37",
      confidence: "medium",
      message:
        /if docker\.io is a mirror, set images: \{ mirrors: \[\{ prefix: docker\.io\/azureml, for/,
    },
    {
      name: "a host that only begins like Microsoft's",
      dockerfile: "FROM mcr.microsoft.com.evil.com/azureml/minimal-py312-inference\n",
      at: "1:6-1:64",
      confidence: "medium",
    },
    {
      name: "upper case",
      dockerfile:
        "FROM Contoso.azurecr.io/mcr/azureml/minimal-py312-inference@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
      at: "1:6-1:132",
      confidence: "medium",
      message:
        /if contoso\.azurecr\.io is a mirror, set images: \{ mirrors: \[\{ prefix: contoso\.azurecr\.io\/mcr\/azureml,/,
    },
    // Any tag, in any instruction that names an image.
    {
      dockerfile: `ARG HOST=contoso.azurecr.io\nFROM $HOST/azureml/minimal-py312-inference\n`,
      at: "2:6-2:43",
      confidence: "medium",
      related: ["1:10-1:28 ARG HOST"],
    },
    { dockerfile: `ARG TAG\nFROM ${copy}:$TAG\n`, at: "2:6-2:68", confidence: "medium" },
    { dockerfile: `FROM ${copy}:{{ tag }}\n`, at: "1:6-1:73", confidence: "medium" },
    {
      dockerfile: `FROM python:3.12\nCOPY --from=${copy} /a /a\n`,
      at: "2:13-2:70",
      confidence: "medium",
    },
    {
      dockerfile: `FROM python:3.12\nRUN --mount=from=${copy},target=/a true\n`,
      at: "2:18-2:75",
      confidence: "medium",
    },
    {
      dockerfile: `FROM python:3.12\nONBUILD COPY --from=${copy} /a /a\n`,
      at: "2:21-2:78",
      confidence: "medium",
    },
    {
      dockerfile: `FROM python:3.12\nONBUILD RUN --mount=from=${copy},target=/a true\n`,
      at: "2:26-2:83",
      confidence: "medium",
    },
  ],
});
