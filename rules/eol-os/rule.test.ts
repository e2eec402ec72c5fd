import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const py37gpu = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cuda11.0.3-gpu-inference";
const py39 = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference";
const py39gpu = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cuda11.8-gpu-inference";
const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py311 = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";
const gpu312 = "mcr.microsoft.com/azureml/curated/minimal-py312-cuda12.4-inference";
const pytorch = "mcr.microsoft.com/azureml/pytorch-1.6-ubuntu18.04-py37-cpu-inference";
const base = "mcr.microsoft.com/azureml/inference-base";
const ubuntu = "endoflife-date/endoflife.date@a70eca3376:products/ubuntu.md, 2026-08-22";

ruleTest(rule, {
  passes: [
    // A listed image of which the replacement would have to be extended: support-ending reports it.
    "FROM mcr.microsoft.com/azureml/zz-frozen-ubuntu20.04-py312-cpu-inference\n",
    `FROM ${py39}\n`,
    `FROM ${base}-2204\n`,
    {
      name: "no source states its OS, and a guess is no fact",
      dockerfile: `FROM ${py312}\n`,
      asOf: "2030-01-01",
    },
    { name: "the last supported day", dockerfile: `FROM ${py38}\n`, asOf: "2025-05-31" },
    { name: "the last supported day", dockerfile: `FROM ${py37gpu}\n`, asOf: "2023-05-31" },
    { name: "the last supported day", dockerfile: `FROM ${py39}\n`, asOf: "2027-04-01" },
    {
      name: "ESM of Ubuntu 20.04",
      dockerfile: `FROM ${py38}\n`,
      options: { support: "extended" },
      asOf: "2030-04-02",
    },
    // Listed or published, and nothing to move to: support-ending reports it.
    { dockerfile: `FROM ${py311}\n`, asOf: "2027-04-02" },
    { dockerfile: `FROM ${gpu312}\n`, asOf: "2027-04-02" },
    {
      name: "the successor uses the same release",
      dockerfile: `FROM ${py39gpu}\n`,
      asOf: "2027-04-02",
    },
    // What the name does not state is not known: unverified-image reports it.
    "FROM mcr.microsoft.com/azureml/tritonserver-inference\n",
    "FROM mcr.microsoft.com/azureml/minimal-py38-cpu-inference\n",
    "FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-ubuntu22.04-inference\n",
    `ARG OS\nFROM mcr.microsoft.com/azureml/minimal-$OS-py38-cpu-inference\n`,
    // Comments, strings, other images.
    `# FROM ${py38}\nFROM ${py39}\n`,
    `FROM ${py39}\nRUN <<EOF\nFROM ${py38}\nEOF\n`,
    `FROM ${py39}\nRUN echo "FROM ${py38}"\nCOPY /x --from=${py38} /y\n`,
    "FROM mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu18.04\n",
    "FROM mcr.microsoft.com/azureml-foo/minimal-ubuntu18.04-py37-cpu-inference\n",
    "FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inferance\n",
    "FROM mcr.microsoft.com/foo/azureml/minimal-ubuntu18.04-py37-cpu-inference\n",
    "FROM mcr.microsoft.com.evil.com/azureml/minimal-ubuntu18.04-py37-cpu-inference\n",
    "FROM contoso.azurecr.io/azureml/minimal-ubuntu18.04-py37-cpu-inference\n",
    "FROM azureml/minimal-ubuntu18.04-py37-cpu-inference\n",
    { name: "the name of a stage", dockerfile: `FROM ${py39} AS inference\nFROM inference\n` },
  ],
  fails: [
    {
      dockerfile: `FROM ${py38}:latest\n`,
      at: "1:6-1:77",
      message: `'${py38}:latest' uses Ubuntu 20.04, whose standard support ended on 2025-05-31. Move to ${py312}:latest, as Microsoft's examples did on 2025-07-08; this changes Python 3.8 → 3.12.`,
      related: [],
      evidence: [
        "os: ubuntu20.04 (Microsoft's documentation (concept-prebuilt-docker-images-inference.md), 2024-04-08)",
        `end of support: 2025-05-31 (${ubuntu})`,
      ],
    },
    {
      name: "the day after the last one",
      dockerfile: `FROM ${py38}\n`,
      asOf: "2025-06-01",
      at: "1:6-1:70",
    },
    {
      name: "the day after the last one",
      dockerfile: `FROM ${py37gpu}\n`,
      asOf: "2023-06-01",
      at: "1:6-1:81",
    },
    {
      name: "a listed image with a replacement",
      dockerfile: `FROM ${py39}\n`,
      asOf: "2027-04-02",
      at: "1:6-1:70",
      message: /uses Ubuntu 22\.04, whose standard support ended on 2027-04-01\. Move to/,
    },
    {
      name: "GPU stays GPU",
      dockerfile: `FROM ${py37gpu}\n`,
      at: "1:6-1:81",
      message: new RegExp(
        `\\. Move to ${gpu312}:latest \\(its Ubuntu 22\\.04 ends on 2027-04-01; Microsoft tags it as a preview\\), the nearest published image by name \\(inferred\\); this changes Python 3\\.7 → 3\\.12, ubuntu18\\.04 → ubuntu22\\.04, CUDA 11\\.0\\.3 → 12\\.4, conda /opt/miniconda/envs/amlenv → /azureml-envs/minimal\\.$`,
      ),
    },
    {
      name: "a framework is not dropped silently",
      dockerfile: `FROM ${pytorch}\n`,
      at: "1:6-1:74",
      message: new RegExp(
        `\\. No pytorch 1\\.6 image is published any more, and torch 1\\.6 has no wheel for Python 3\\.12 \\(the oldest that has is 2\\.2\\): port the model to torch 2\\.2 or newer, and build on ${py312}:latest; this changes Python 3\\.7 → 3\\.12\\.$`,
      ),
    },
    {
      name: "all that is known has ended",
      dockerfile: `FROM ${py38}\n`,
      asOf: "2028-11-01",
      at: "1:6-1:70",
      message:
        /\. Choose an image with newer releases from Microsoft's list of prebuilt Docker images for inference \(.*\)\.$/,
    },
    // Names that hide the release.
    { dockerfile: `FROM ${base}-1804\n`, at: "1:6-1:51", message: /Ubuntu 18\.04/ },
    {
      dockerfile: `FROM ${base}-gpu-2004\n`,
      at: "1:6-1:55",
      message:
        /Ubuntu 20\.04.*Move to mcr\.microsoft\.com\/azureml\/curated\/minimal-py312-cuda12\.4-inference:latest/,
    },
    {
      name: "the name states it where the catalogue does not know the image",
      dockerfile: "FROM mcr.microsoft.com/azureml/minimal-ubuntu16.04-py36-cpu-inference\n",
      at: "1:6-1:70",
      message:
        /Ubuntu 16\.04, whose standard support ended on 2021-04-02\. Move to mcr\.microsoft\.com\/azureml\/minimal-py312-inference:latest or mcr\.microsoft\.com\/azureml\/curated\/minimal-py311-inference:latest \(its Ubuntu 22\.04 ends on 2027-04-01; Microsoft tags it as a preview\), Microsoft's current CPU images\.$/,
      evidence: [
        "os: ubuntu16.04 (the image name)",
        `end of support: 2021-04-02 (${ubuntu})`,
        "end of support elsewhere: 2021-04-30 (distro-info-data 0.58+deb12u7, 2026-08-20)",
      ],
      confidence: "medium",
    },
    // Options.
    {
      dockerfile: `FROM ${py38}\n`,
      options: { support: "extended" },
      asOf: "2030-04-03",
      at: "1:6-1:70",
      message: /uses Ubuntu 20\.04, whose extended support ended on 2030-04-02\./,
    },
    {
      dockerfile: `FROM ${py311}\n`,
      asOf: "2027-04-02",
      options: { withoutReplacement: "error" },
      at: "1:6-1:63",
    },
    // Any tag, in any instruction that names an image.
    { dockerfile: `FROM ${py38}:{{latest-image-tag}}\n`, at: "1:6-1:91" },
    {
      dockerfile: `ARG TAG\nFROM ${py38}:$TAG\n`,
      at: "2:6-2:75",
      message: /^'.*-inference:\$\{TAG\}' uses/,
    },
    // Which version it is is not known.
    {
      dockerfile: `FROM ${py38}@sha256:${"0".repeat(64)}\n`,
      at: "1:6-1:142",
      confidence: "medium",
    },
    {
      dockerfile: `ARG OS=ubuntu18.04\nARG PY=py37\nFROM mcr.microsoft.com/azureml/minimal-\${OS}-\${PY}-cpu-inference\n`,
      at: "3:6-3:65",
      related: ["1:8-1:19 ARG OS", "2:8-2:12 ARG PY"],
    },
    { dockerfile: `FROM --platform=linux/amd64 ${py38} AS a\nFROM python:3.12\n`, at: "1:29-1:93" },
    { dockerfile: `FROM python:3.12\nCOPY --from=${py38} /opt /opt\n`, at: "2:13-2:77" },
    { dockerfile: `FROM python:3.12\nCOPY --from="${py38}" /opt /opt\n`, at: `2:13-2:79` },
    {
      dockerfile: `FROM python:3.12\nRUN --mount=type=cache,target=/c --mount=type=bind,from=${py38} true\n`,
      at: "2:57-2:121",
    },
    { dockerfile: `FROM python:3.12\nONBUILD COPY --from=${py38} /opt /opt\n`, at: "2:21-2:85" },
    {
      dockerfile: `FROM python:3.12\nONBUILD RUN --mount=from=${py38},target=/a true\n`,
      at: "2:26-2:90",
    },
    {
      name: "every place is a finding of its own",
      dockerfile: `FROM ${py38}\nCOPY --from=${py38} /opt /opt\n`,
      at: ["1:6-1:70", "2:13-2:77"],
    },
    // Other findings do not hide this one.
    { dockerfile: `FROM ${py38} surplus\n`, at: "1:6-1:70" },
    { dockerfile: `ENV A=1\nFOO\nFROM ${py38}\nRUN <<EOF\nUSER x\n`, at: "3:6-3:70" },
    { dockerfile: `FROM \\\n# why\n  ${py38}\n`, at: "3:3-3:67" },
    // Fixes.
    {
      dockerfile: `FROM ${py38}:20240122.v1\n`,
      at: "1:6-1:82",
      fix: { safe: false, description: /Python 3\.8 → 3\.12\.$/, result: `FROM ${py312}:latest\n` },
    },
    {
      name: "a successor in another folder",
      dockerfile: "FROM mcr.microsoft.com/azureml/mlflow-ubuntu18.04-py37-cpu-inference:1\n",
      at: "1:6-1:71",
      fix: {
        safe: false,
        result: "FROM mcr.microsoft.com/azureml/curated/mlflow-py312-inference:latest\n",
      },
    },
    {
      name: "a mirror without that folder",
      dockerfile: "FROM contoso.io/mlflow\n",
      mirrors: [
        {
          prefix: "contoso.io/mlflow",
          instead: "mcr.microsoft.com/azureml/mlflow-ubuntu18.04-py37-cpu-inference",
        },
      ],
      at: "1:6-1:23",
      fix: null,
    },
  ],
});
