import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const curatedPy38 = "mcr.microsoft.com/azureml/curated/minimal-ubuntu20.04-py38-cpu-inference";
const curatedPy39 = "mcr.microsoft.com/azureml/curated/minimal-py39-inference";
const amelie = "mcr.microsoft.com/azureml/curated/amelie-inference";
const sklearn = "mcr.microsoft.com/azureml/sklearn-0.24.1-ubuntu18.04-py37-cpu-inference";
const lightgbm = "mcr.microsoft.com/azureml/lightgbm-3.2-ubuntu18.04-py37-cpu-inference";
const list =
  "Microsoft's list of prebuilt Docker images for inference (MicrosoftDocs/azure-ai-docs@0efa44ffcb), 2025-09-24";

ruleTest(rule, {
  passes: [
    // Listed.
    `FROM ${py312}\n`,
    "FROM mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference\n",
    "FROM mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cuda11.8-gpu-inference\n",
    // Published.
    "FROM mcr.microsoft.com/azureml/curated/minimal-py311-inference\n",
    "FROM mcr.microsoft.com/azureml/curated/minimal-py312-cuda12.4-inference\n",
    "FROM mcr.microsoft.com/azureml/curated/mlflow-py312-inference\n",
    "FROM mcr.microsoft.com/azureml/curated/mlflow-model-inference\n",
    // Never listed: unlisted-image reports it.
    "FROM mcr.microsoft.com/azureml/inference-base-2204\n",
    "FROM mcr.microsoft.com/azureml/mlflow-ubuntu20.04-py38-cpu-inference\n",
    "FROM mcr.microsoft.com/azureml/curated/foundation-model-inference\n",
    "FROM mcr.microsoft.com/azureml/xgboost-1.4-ubuntu18.04-py37-cpu-inference\n",
    "FROM mcr.microsoft.com/azureml/no-such-inference\n",
    // Other images.
    `# FROM ${py38}\nFROM ${py312}\n`,
    "FROM mcr.microsoft.com/azureml/openmpi3.1.2-ubuntu18.04\n",
    "FROM mcr.microsoft.com/azureml-foo/minimal-ubuntu20.04-py38-cpu-inference\n",
    "FROM mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inferance\n",
    "FROM contoso.azurecr.io/azureml/minimal-ubuntu20.04-py38-cpu-inference\n",
    "ARG R\nFROM mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-$R\n",
  ],
  fails: [
    {
      name: "dropped from the list",
      dockerfile: `FROM ${py38}\n`,
      at: "1:6-1:70",
      message: `Microsoft no longer supports '${py38}': it was last on the list of 2024-04-08 and is not on the list of 2025-09-24. Move to ${py312}:latest, as Microsoft's examples did on 2025-07-08; this changes Python 3.8 → 3.12.`,
      related: [],
      evidence: [`support: dropped (${list})`],
    },
    {
      name: "dropped, a framework image",
      dockerfile: `FROM ${sklearn}:latest\n`,
      at: "1:6-1:84",
      message:
        /it was last on the list of 2022-07-14 and is not on the list of [\d-]+\. No scikit-learn 0\.24\.1 image is published any more, and scikit-learn 0\.24\.1 has no wheel for Python 3\.12 \(the oldest that has is 1\.3\): port the model to scikit-learn 1\.3 or newer, and build on mcr\.microsoft\.com\/azureml\/minimal-py312-inference:latest; this changes Python 3\.7 → 3\.12\.$/,
      evidence: [
        `support: dropped (${list})`,
        "wheel of scikit-learn 0.24.1 for Python 3.12: none (the oldest release with one is 1.3) (PyPI, 2026-11-28)",
      ],
    },
    {
      name: "a framework that can be installed on the successor",
      dockerfile: `FROM ${lightgbm}:latest\n`,
      at: "1:6-1:82",
      message:
        /\. No lightgbm 3\.2 image is published any more: build on mcr\.microsoft\.com\/azureml\/minimal-py312-inference:latest and install lightgbm 3\.2 there; this changes Python 3\.7 → 3\.12\.$/,
      evidence: [
        `support: dropped (${list})`,
        "wheel of lightgbm 3.2 for Python 3.12: available (the oldest release with one is 2.0) (PyPI, 2026-11-28)",
      ],
    },
    {
      name: "a version that the name shortens",
      dockerfile: "FROM mcr.microsoft.com/azureml/xgboost-0.9-ubuntu18.04-py37-cpu-inference\n",
      at: "1:6-1:74",
      message: /No xgboost 0\.9 image is published any more: .* and install xgboost 0\.90 there;/,
    },
    {
      name: "withdrawn",
      dockerfile: `FROM ${curatedPy39}:19\n`,
      at: "1:6-1:65",
      message: `Microsoft withdrew '${curatedPy39}:19' on 2025-02-04. Move to mcr.microsoft.com/azureml/curated/minimal-py311-inference:latest (its Ubuntu 22.04 ends on 2027-04-01; Microsoft tags it as a preview), the nearest published image by name (inferred); this changes Python 3.9 → 3.11, ubuntu20.04 → ubuntu22.04.`,
      evidence: ["support: withdrawn (Azure/azureml-assets@8dc4e07cf9, 2025-02-04)"],
    },
    {
      name: "the same short name is another image under curated/",
      dockerfile: `FROM ${curatedPy38}:37\n`,
      at: "1:6-1:81",
      message: /withdrew .* on 2024-06-20\./,
    },
    {
      name: "withdrawn without a successor",
      dockerfile: `FROM ${amelie}\n`,
      at: "1:6-1:56",
      message: `Microsoft withdrew '${amelie}' on 2026-01-08. Move to ${py312}:latest or mcr.microsoft.com/azureml/curated/minimal-py311-inference:latest (its Ubuntu 22.04 ends on 2027-04-01; Microsoft tags it as a preview), Microsoft's current CPU images, or to mcr.microsoft.com/azureml/curated/minimal-py312-cuda12.4-inference:latest (its Ubuntu 22.04 ends on 2027-04-01; Microsoft tags it as a preview), Microsoft's current GPU image.`,
    },
    // Any tag, in any instruction that names an image.
    { dockerfile: `ARG TAG\nFROM ${py38}:$TAG\n`, at: "2:6-2:75" },
    { dockerfile: `FROM ${py38}:{{latest-image-tag}}\n`, at: "1:6-1:91" },
    { dockerfile: `FROM ${py38} AS a\nFROM ${py312}\n`, at: "1:6-1:70" },
    { dockerfile: `FROM ${py312}\nCOPY --from=${py38} /a /a\n`, at: "2:13-2:77" },
    { dockerfile: `FROM ${py312}\nRUN --mount=from=${py38},target=/a true\n`, at: "2:18-2:82" },
    { dockerfile: `FROM ${py312}\nONBUILD COPY --from=${py38} /a /a\n`, at: "2:21-2:85" },
    {
      dockerfile: `FROM ${py312}\nONBUILD RUN --mount=from=${py38},target=/a true\n`,
      at: "2:26-2:90",
    },
    {
      dockerfile: `ARG P=py38\nFROM mcr.microsoft.com/azureml/minimal-ubuntu20.04-$P-cpu-inference\n`,
      at: "2:6-2:68",
      related: ["1:7-1:11 ARG P"],
    },
    // Fixes.
    {
      dockerfile: `FROM ${py38}:20230101.v1 AS a\n`,
      at: "1:6-1:82",
      fix: {
        safe: false,
        description: `Move to ${py312}:latest, as Microsoft's examples did on 2025-07-08; this changes Python 3.8 → 3.12.`,
        result: `FROM ${py312}:latest AS a\n`,
      },
    },
    {
      name: "no tag stays no tag",
      dockerfile: `FROM ${py38}\n`,
      at: "1:6-1:70",
      fix: { safe: false, description: /^Move to .*-inference, as/, result: `FROM ${py312}\n` },
    },
    {
      name: "a mirror stays a mirror",
      dockerfile: "FROM contoso.azurecr.io/m/minimal-ubuntu20.04-py38-cpu-inference:latest\n",
      mirrors: [{ prefix: "contoso.azurecr.io/m", instead: "mcr.microsoft.com/azureml" }],
      at: "1:6-1:72",
      fix: {
        safe: false,
        description: /^Move to contoso\.azurecr\.io\/m\/minimal-py312-inference:latest, as/,
        result: "FROM contoso.azurecr.io/m/minimal-py312-inference:latest\n",
      },
    },
    {
      name: "an inferred successor is only named",
      dockerfile: `FROM ${curatedPy39}:1\n`,
      at: "1:6-1:64",
      fix: null,
    },
    { name: "one to extend too", dockerfile: `FROM ${sklearn}:1\n`, at: "1:6-1:79", fix: null },
    {
      dockerfile: `FROM ${py38}:{{latest-image-tag}}\n`,
      at: "1:6-1:91",
      fix: { safe: false, result: `FROM ${py312}:{{latest-image-tag}}\n` },
    },
    ...[
      `FROM ${py38}:{{latest-image-tag:20200101\\.v.+}}\n`,
      `ARG TAG\nFROM ${py38}:$TAG\n`,
      `ARG PY=py38\nFROM mcr.microsoft.com/azureml/minimal-ubuntu20.04-$PY-cpu-inference\n`,
      `ARG N=minimal-ubuntu20.04-py38-cpu-inference\nFROM mcr.microsoft.com/azureml/$N AS a\nFROM contoso.io/$N\n`,
    ].map((dockerfile) => ({ dockerfile, at: /./, fix: null })),
    ...(
      [
        ["ARG I=@:20230101.v1\nFROM $I\n", "ARG I=%:latest\nFROM $I\n"],
        [
          'ARG I="@"\r\nARG TAG=20230101.v1\r\nFROM ${I}:${TAG}\r\n',
          'ARG I="%"\r\nARG TAG=latest\r\nFROM ${I}:${TAG}\r\n',
        ],
        ["ARG T=20230101.v1\nFROM @:${T:-latest}\n", "ARG T=latest\nFROM %:${T:-latest}\n"],
        ["FROM @:${T:-20230101.v1}\n", "FROM %:${T:-latest}\n"],
        ["ARG I=@\nFROM $I AS a\nFROM $I AS b\n", "ARG I=%\nFROM $I AS a\nFROM $I AS b\n"],
        [
          "FROM scratch\nONBUILD COPY --from=@ /a /a\n",
          "FROM scratch\nONBUILD COPY --from=% /a /a\n",
        ],
        [
          "FROM scratch\nRUN --mount=from=@:latest,target=/a true\n",
          "FROM scratch\nRUN --mount=from=%:latest,target=/a true\n",
        ],
      ] as const
    ).map(([before, after]) => ({
      dockerfile: before.replaceAll("@", py38),
      at: /./,
      fix: { safe: false, result: after.replaceAll("%", py312) },
    })),
    {
      dockerfile: `ARG I=python\nARG TAG=3\nFROM $I:$TAG\n`,
      buildArgs: { I: py38 },
      at: "3:6-3:13",
      fix: {
        safe: false,
        description: `The image comes from the build argument I: change it there, to get ${py312}:latest.`,
        result: `ARG I=python\nARG TAG=3\nFROM $I:$TAG\n`,
      },
    },
  ],
});
