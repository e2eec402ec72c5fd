import { fakeRegistry } from "../../test/support/fake-registry.ts";
import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const base2204 = "mcr.microsoft.com/azureml/inference-base-2204";
const mlflow = "mcr.microsoft.com/azureml/mlflow-ubuntu20.04-py38-cpu-inference";
const py310 = "mcr.microsoft.com/azureml/minimal-py310-inference";
const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const typo = "mcr.microsoft.com/azureml/minimal-py312-cpu-inference";
const tensorflow = "mcr.microsoft.com/azureml/tensorflow-2.8-ubuntu20.04-py38-cpu-inference";
const list =
  "Microsoft's list of prebuilt Docker images for inference (MicrosoftDocs/azure-ai-docs@0efa44ffcb), 2025-09-24";

ruleTest(rule, {
  passes: [
    // Listed or published.
    `FROM ${py312}\n`,
    "FROM mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference\n",
    "FROM mcr.microsoft.com/azureml/curated/minimal-py311-inference\n",
    "FROM mcr.microsoft.com/azureml/curated/mlflow-model-inference\n",
    // Dropped or withdrawn: unsupported-image reports it.
    "FROM mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference\n",
    "FROM mcr.microsoft.com/azureml/curated/minimal-py39-inference\n",
    // Open: unverified-image reports it.
    "ARG X\nFROM mcr.microsoft.com/azureml/minimal-$X-inference\n",
    // Other images.
    `# FROM ${base2204}\nFROM ${py312}\n`,
    `FROM ${py312}\nRUN <<EOF\nFROM ${base2204}\nEOF\n`,
    "FROM mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04\n",
    "FROM mcr.microsoft.com/azureml/o16n-base/python-assets\n",
    "FROM mcr.microsoft.com/azureml/curated/sklearn-1.5\n",
    "FROM mcr.microsoft.com/aifx/acpt/stable-inference\n",
    "FROM mcr.microsoft.com/azureml-foo/inference-base-2204\n",
    "FROM mcr.microsoft.com/azureml/inferance-base-2204\n",
    "FROM contoso.azurecr.io/azureml/inference-base-2204\n",
    "FROM inference\n",
  ],
  fails: [
    {
      name: "Triton, with the example of Microsoft that uses the image",
      dockerfile: "FROM mcr.microsoft.com/azureml/tritonserver-21.02-py38-inference:20210525.1\n",
      at: "1:6-1:76",
      message:
        /Move to a release of nvcr\.io\/nvidia\/tritonserver, as Microsoft's example does\.$/,
      evidence: [
        "current list: not named (Microsoft's list of prebuilt Docker images for inference (MicrosoftDocs/azure-ai-docs@0efa44ffcb), 2025-09-24)",
        "successor: nvcr.io/nvidia/tritonserver (Azure/azureml-examples@085cd6ea39:cli/endpoints/online/custom-container/triton/single-model/triton-cc.dockerfile, 2026-07-31)",
      ],
    },
    {
      name: "a Triton image that the catalogue does not know",
      dockerfile: "FROM mcr.microsoft.com/azureml/tritonserver-22.01-py38-inference:20220125.1\n",
      at: "1:6-1:76",
      message:
        /Move to a release of nvcr\.io\/nvidia\/tritonserver, as Microsoft's example does\.$/,
    },
    {
      name: "a framework of which no source says whether it can be installed",
      dockerfile: "FROM mcr.microsoft.com/azureml/sklearn-1.3.1-ubuntu20.04-py38-cpu-inference\n",
      at: "1:6-1:76",
      message: /, and install scikit-learn 1\.3\.1 there/,
    },
    {
      name: "an older Python, for which there is a wheel, is preferred",
      dockerfile: "FROM mcr.microsoft.com/azureml/pytorch-2.0-ubuntu20.04-py38-cpu-inference\n",
      at: "1:6-1:74",
      message:
        /Move to mcr\.microsoft\.com\/azureml\/curated\/minimal-py311-inference:latest \(.*\), Microsoft's current CPU image, and install torch 2\.0 there\.$/,
    },
    {
      name: "known, but never on the list",
      dockerfile: `FROM ${base2204}:20260722.v3\n`,
      at: "1:6-1:63",
      message: `Microsoft does not list '${base2204}:20260722.v3' as supported: it was never on the list this catalogue knows (2025-09-24). Move to ${py312}:latest or mcr.microsoft.com/azureml/curated/minimal-py311-inference:latest (its Ubuntu 22.04 ends on 2027-04-01; Microsoft tags it as a preview), Microsoft's current CPU images.`,
      related: [],
      evidence: [`current list: not named (${list})`],
    },
    {
      dockerfile: `FROM ${mlflow}\n`,
      at: "1:6-1:69",
      message:
        /Move to mcr\.microsoft\.com\/azureml\/curated\/mlflow-py312-inference:latest \(its Ubuntu 22\.04 ends on 2027-04-01; Microsoft tags it as a preview\), the nearest published image by name \(inferred\); this changes/,
    },
    {
      name: "an inference image by its family, not by its name",
      dockerfile: "FROM mcr.microsoft.com/azureml/curated/foundation-model-serve:13\n",
      at: "1:6-1:65",
    },
    {
      name: "a name in use that is not known to have been published",
      dockerfile: `FROM ${py310}\n`,
      at: "1:6-1:55",
      message: `No source shows that '${py310}' was ever published; the closest known names are 'azureml/minimal-py312-inference', 'azureml/curated/minimal-py311-inference', 'azureml/curated/minimal-py39-inference', and it was never on the list this catalogue knows (2025-09-24). Move to ${py312}:latest or mcr.microsoft.com/azureml/curated/minimal-py311-inference:latest (its Ubuntu 22.04 ends on 2027-04-01; Microsoft tags it as a preview), Microsoft's current CPU images, or to mcr.microsoft.com/azureml/curated/minimal-py312-cuda12.4-inference:latest (its Ubuntu 22.04 ends on 2027-04-01; Microsoft tags it as a preview), Microsoft's current GPU image.`,
    },
    {
      name: "a misspelt name",
      dockerfile: `FROM ${typo}\n`,
      at: "1:6-1:59",
      message:
        /^No source shows that '.*' was ever published; the closest known names are 'azureml\/minimal-py312-inference'/,
      short: "no evidence that it was ever published",
    },
    {
      name: "a name like no other",
      dockerfile: "FROM mcr.microsoft.com/azureml/x/my-own-inference-image\n",
      at: "1:6-1:56",
      message:
        /^No source shows that '.*' was ever published, and it was never on the list this catalogue knows \(2025-09-24\)\. Move to /,
      short: "no evidence that it was ever published",
      evidence: [`current list: not named (${list})`],
    },
    {
      dockerfile: "FROM mcr.microsoft.com/azureml/zeta-quux-inference:20261109.v1\n",
      at: "1:6-1:63",
      message: /^No source shows that /,
    },
    {
      name: "a name that follows the pattern",
      dockerfile: "FROM mcr.microsoft.com/azureml/sklearn-1.5-ubuntu22.04-py310-cpu-inference\n",
      at: "1:6-1:75",
      message: /^No source shows that /,
    },
    {
      name: "unless a registry has it",
      dockerfile: "FROM mcr.microsoft.com/azureml/zeta-quux-inference\n",
      registry: fakeRegistry({
        "mcr.microsoft.com/azureml/zeta-quux-inference": { tags: ["latest"] },
      }),
      at: "1:6-1:51",
      message: /^Microsoft does not list '.*' as supported: it was never on the list/,
      short: "never on Microsoft's list (as of 2025-09-24)",
    },
    {
      name: "or says that it has not",
      dockerfile: "FROM mcr.microsoft.com/azureml/zeta-quux-inference\n",
      registry: fakeRegistry({}),
      at: "1:6-1:51",
      message: /^No source shows that /,
    },
    {
      name: "a framework that the name states is not dropped silently",
      dockerfile: `FROM ${tensorflow}\n`,
      at: "1:6-1:77",
      message:
        /\. No tensorflow 2\.8 image is published, and tensorflow 2\.8 has no wheel for Python 3\.12 \(the oldest that has is 2\.16\): port the model to tensorflow 2\.16 or newer, and build on mcr\.microsoft\.com\/azureml\/minimal-py312-inference:latest\.$/,
    },
    {
      name: "only in a draft of the list",
      dockerfile: "FROM mcr.microsoft.com/azureml/xgboost-1.4-ubuntu18.04-py37-cpu-inference\n",
      at: "1:6-1:74",
    },
    {
      name: "curated only under curated/",
      dockerfile: "FROM mcr.microsoft.com/azureml/minimal-py311-inference\n",
      at: "1:6-1:55",
    },
    {
      name: "inference in a folder's name",
      dockerfile: "FROM mcr.microsoft.com/azureml/inference/python\n",
      at: "1:6-1:48",
    },
    { dockerfile: "FROM MCR.MICROSOFT.COM/azureml/inference-base-2204\n", at: "1:6-1:51" },
    // Any tag, in any instruction that names an image.
    { dockerfile: `FROM ${base2204}:{{latest-image-tag}}\n`, at: "1:6-1:72" },
    { dockerfile: `ARG TAG\nFROM ${base2204}:\${TAG}\n`, at: "2:6-2:58" },
    { dockerfile: `FROM ${py312}\nCOPY --from=${mlflow}:20250506.v1 /a /a\n`, at: "2:13-2:88" },
    { dockerfile: `FROM ${py312}\nRUN --mount=from=${mlflow},target=/a true\n`, at: "2:18-2:81" },
    { dockerfile: `FROM ${py312}\nONBUILD COPY --from=${mlflow} /a /a\n`, at: "2:21-2:84" },
    {
      dockerfile: `FROM ${py312}\nONBUILD RUN --mount=from=${mlflow},target=/a true\n`,
      at: "2:26-2:89",
    },
  ],
});
