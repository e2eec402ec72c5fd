import { describe } from "vitest";
import { testSamples } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";

describe("a value that as a whole is a reference", () => {
  testSamples("yaml", [
    ["plain", `image: «${image}»\n`],
    ["under any key", `deployment_base_image: «${image}»\n`],
    ["in double quotes", `image: "«${image}»"\n`],
    ["in single quotes", `image: '«${image}»'\n`],
    ["before a comment", `image: «${image}» # the newest\n`],
    ["before a tab", `image:\t«${image}»\t\n`],
    ["on the next line", `image:\n  «${image}»\n`],
    ["in a list", `images:\n  - «${image}»\n  - "«${image}»"\n`],
    ["in flow collections", `a: {image: «${image}», b: ["«${image}»"]}\n`],
    ["alone in the file", `«${image}»\n`],
    ["with a digest", `image: «mcr.microsoft.com/azureml/x-inference@sha256:${"0a".repeat(32)}»\n`],
    ["in upper case", "image: «MCR.microsoft.com/azureml/x-inference»\n"],
    ["another azureml image", "image: «mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04»\n"],
    ["on a mirror", "image: «mirror.example.com/mcr/azureml/x-inference:1»\n"],
    ["with a scheme", `a: docker://«${image}»\nb: docker-image://«${image}»\n`],
    ["with a scheme in quotes", `a: "docker://«${image}»"\n`],
    ["under a key that is no text", `? [a, b]\n: «${image}»\n1: «${image}»\n`],
    ["with CRLF", `a: 1\r\nimage: «${image}»\r\nb: 2\r\n`],
    ["after a byte order mark", `\uFEFFimage: «${image}»\n`],
    ["after directives", `%YAML 1.1\n%TAG ! tag:example.com,2026:\n---\nimage: «${image}»\n`],
    ["in each document", `image: «${image}»\n---\nimage: «${image}»\n...\n---\n- «${image}»\n`],
    ["at an anchor of a key", `? &img «${image}»\n: 1\nb: *img\n`],
    ["at an anchor, not at its aliases", `a: &img «${image}»\nb: *img\nc: [*img]\n`],
    ["below an anchor that is merged", `a: &a\n  image: «${image}»\nb:\n  <<: *a\n  x: 1\n`],
    ["at an anchor before a quote", `a: &img "«${image}»"\n`],
    ["with tags", `a: !!str «${image}»\nb: !Sub "«${image}»"\nc: !Ref «${image}»\n`],
    ["in a tagged list", `a: !reference [x, «${image}»]\n`],
    ["a literal block", `image: |\n  «${image}»\nb: 1\n`],
    ["a folded block, stripped", `image: >-\n    «${image}»\n\n\nb: 1\n`],
    ["a block with an indicator", `image: |2-\n  «${image}»\n`],
    ["a block with an empty line first", `image: |\n\n  «${image}»\n`],
    ["a block with CRLF", `image: |\r\n  «${image}»\r\n`],
    ["a block at the end without a line break", `image: >-\n  «${image}»`],
    ["with escapes", 'image: "«mcr.microsoft.com\\/azureml\\u002fx-inference\\x3alatest»"\n'],
    ["broken by an escaped line break", 'image: "«mcr.microsoft.com/azureml/\\\n  x-inference»"\n'],
    ["twice under one key", `image: «${image}»\nimage: «${image}»\n`],
    [
      "in an MLmodel file",
      `flavors:\n  python_function:\n    azureml:\n      base_image: «${image}»\n`,
    ],
    [
      "in a run configuration",
      `environment:\n  docker:\n    baseImage: «${image}»\n`,
      { path: "train.runconfig" },
    ],
    ["in a file without extension", `image: «${image}»\n`, { path: ".azureml/environment" }],
    [
      "the name of a curated environment",
      "environment: «azureml:AzureML-sklearn-1.5@latest»\n",
      { references: [{ environment: { name: "AzureML-sklearn-1.5", label: "latest" } }] },
    ],
    [
      "the address of a curated environment",
      "environment: «azureml://registries/azureml/environments/sklearn-1.5/versions/3»\n",
      { references: [{ environment: { name: "sklearn-1.5", version: "3" } }] },
    ],
  ]);
});

describe("what is no reference", () => {
  testSamples("yaml", [
    ["comments", `# image: ${image}\na: 1 # ${image}\n# ${image}\n`],
    ["keys", `${image}: 1\n? ${image}\n: 2\n{${image}: 1}: 3\n`],
    ["longer strings", `a: use ${image}\nb: "${image} "\nc: ${image},\n`],
    ["a list in a string", `a: "${image}, ${image}"\n`],
    ["several lines of a block", `a: |\n  ${image}\n  ${image}\n`],
    ["a folded block of two lines", `a: >-\n  mcr.microsoft.com/azureml/\n  x-inference\n`],
    ["a plain scalar of two lines", `a: mcr.microsoft.com/azureml/\n  x-inference\n`],
    ["a comment in a block", `a: |\n  # ${image}\n`],
    [
      "URLs",
      "a: https://mcr.microsoft.com/azureml/x-inference\nb: http://mcr.microsoft.com/v2/azureml/x\n",
    ],
    ["a package", "a: azureml-inference-server-http\nb: azureml-inference-server-http==1.4\n"],
    ["components of the registry", "a: azureml://registries/azureml/components/batch_inference\n"],
    [
      "data of a workspace",
      "a: azureml://datastores/${{default}}/paths/azureml/x\nb: azureml:${{name}}/azureml/1\n",
    ],
    [
      "environments of others",
      "a: azureml:my-env@latest\nb: azureml://registries/mine/environments/AzureML-x\n",
    ],
    ["the name without its registry", "a: azureml/minimal-py312-inference:latest\n"],
    ["the folder of all images", "a: mcr.microsoft.com/azureml\nb: mcr.microsoft.com/azureml/\n"],
    ["another image", "a: mcr.microsoft.com/dotnet/sdk:9.0\nb: python:3.12\n"],
    ["vaulted text", "a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  617a7572656d6c\n"],
    ["a text with a long line", `a: "${"x ".repeat(50_000)}${image}"\n`],
    ["an empty file", ""],
    ["only a byte order mark", "\uFEFF"],
    ["no text at all", "a:\nb: ~\nc: 1\nd: [1.5, true, {}]\n"],
  ]);
});

describe("templates", () => {
  testSamples("yaml", [
    [
      "an unknown tag",
      "image: «mcr.microsoft.com/azureml/x-inference:${{ variables.tag }}»\n",
      { references: [{ value: { unknown: ["${{ variables.tag }}"] } }] },
    ],
    ["macros of Azure Pipelines", "image: «mcr.microsoft.com/azureml/x-inference:$(tag)»\n"],
    ["an unknown registry", "image: «${REGISTRY}/azureml/x-inference:1»\n"],
    ["nested variables", "image: «mcr.microsoft.com/azureml/x-inference:${TAG:-${OTHER:-1}}»\n"],
    [
      "a template in the tag",
      "image: «mcr.microsoft.com/azureml/x-inference:{{latest-image-tag}}»\n",
    ],
    ["a template in quotes", 'image: "«{{ .Values.registry }}/azureml/x-inference»"\n'],
    [
      "a template first",
      `a: 1\nimage: «{{ .Values.registry }}/azureml/x-inference»\nb: «${image}»\n`,
    ],
    [
      "a template alone",
      `image: {{ .Values.image }}\nb: «${image}»\n`,
      { reading: { problems: [] } },
    ],
    [
      "lines of templates",
      `{{- if .Values.on }}\nspec:\n  image: «${image}»\n  {{- with .Values.x }}\n  y: {{ toYaml . | nindent 4 }}\n  {{- end }}\n  - bad\n{{- end }}\n`.replace(
        "  - bad\n",
        "",
      ),
      { reading: { problems: [] } },
    ],
    [
      "lines of Jinja",
      `{% if on %}\nimage: «${image}»\n{% endif %}\n{# ${image} #}\n`,
      { reading: { problems: [] } },
    ],
    [
      "a default",
      `image: \${IMAGE:-«${image}»}\n`,
      { references: [{ value: { text: image, unknown: [] } }] },
    ],
    ["a nested default", `image: "\${A:-\${B-«${image}»}}"\n`],
    [
      "a default with an unknown tag",
      "image: ${A:-«mcr.microsoft.com/azureml/x-inference:${TAG}»}\n",
    ],
    ["braces of shells that are no default", `image: \${A:+${image}}\n`],
  ]);
});

describe("several values", () => {
  testSamples("yaml", [
    [
      "of a Helm chart",
      `image:\n  registry: mcr.microsoft.com\n  repository: «azureml/x-inference»\n  tag: 20240101.v1\n`,
      {
        references: [
          {
            value: { text: "mcr.microsoft.com/azureml/x-inference:20240101.v1" },
            parts: [
              { name: "registry" },
              { name: "repository" },
              { name: "tag", text: "20240101.v1" },
            ],
          },
        ],
      },
    ],
    [
      "in any order, with a digest",
      `image: {digest: "sha256:${"0a".repeat(32)}", tag: "1", repository: '«azureml/x»', registry: mcr.microsoft.com/}\n`,
      {
        references: [
          { value: { text: `mcr.microsoft.com/azureml/x:1@sha256:${"0a".repeat(32)}` } },
        ],
      },
    ],
    [
      "a number as tag",
      "image:\n  repository: «mcr.microsoft.com/azureml/x-inference»\n  tag: 12\n",
      { references: [{ value: { text: "mcr.microsoft.com/azureml/x-inference:12" } }] },
    ],
    [
      "an empty tag is not known",
      'image:\n  repository: «mcr.microsoft.com/azureml/x-inference»\n  tag: ""\n',
      {
        references: [
          { value: { text: "mcr.microsoft.com/azureml/x-inference:\uD800", unknown: ["${tag}"] } },
        ],
      },
    ],
    ["the folder as registry", "registry: mcr.microsoft.com/azureml\nrepository: «x-inference»\n"],
    [
      "without registry it is on Docker Hub",
      "image:\n  repository: azureml/x-inference\n  tag: 1\n",
    ],
    [
      "a repository alone",
      "image:\n  repository: «mcr.microsoft.com/azureml/x-inference»\n  pullPolicy: Always\n",
      { references: [{ parts: [] }] },
    ],
    [
      "an image with its registry",
      "environment:\n  image: «azureml/x-inference:1»\n  registry: mcr.microsoft.com\n",
    ],
    [
      "an image with the address of its registry",
      "image: «azureml/x:1»\nregistry:\n  address: mcr.microsoft.com\n",
    ],
    [
      "a whole image beside a registry",
      `image: «${image}»\nregistry: mcr.microsoft.com\n`,
      { references: [{ value: { text: image }, parts: [] }] },
    ],
    [
      "of version 1 of the SDK",
      "docker:\n  baseImage: «azureml/x:1»\n  baseImageRegistry:\n    address: mcr.microsoft.com\n    username: null\n",
      { references: [{ value: { text: "mcr.microsoft.com/azureml/x:1" } }] },
    ],
    [
      "with an empty address",
      `docker:\n  baseImage: «${image}»\n  baseImageRegistry:\n    address: null\n`,
    ],
    [
      "of Kustomize",
      "kind: Kustomization\nimages:\n  - name: mcr.microsoft.com/azureml/x-inference\n    newName: «mirror.example.com/mcr/azureml/y-inference»\n    newTag: '3'\n",
      { references: [{ value: { text: "mirror.example.com/mcr/azureml/y-inference:3" } }] },
    ],
    [
      "a tag alone",
      "images:\n  - name: «mcr.microsoft.com/azureml/x-inference»\n    newTag: '3'\n",
    ],
  ]);
});

describe("Dockerfiles", () => {
  testSamples("yaml", [
    ["in a literal block", `baseDockerfile: |\n  ⟦FROM ${image}\n  USER root\n⟧after: 1\n`],
    ["in double quotes", `build:\n  dockerfile_inline: "⟦FROM ${image}\\nUSER root\\n⟧"\n`],
    ["under any key", `x: |-\n  ⟦# syntax\n  ARG A\n  FROM ${image}⟧\n`],
    ["of one line", `dockerfile_inline: ⟦FROM ${image}⟧\n`],
    ["of one line under any key", `x: FROM ${image}\n`],
    ["of another image", "dockerfile_inline: |\n  FROM python:3.12\n  USER root\n"],
    ["a text that only quotes one", `x: |\n  Write this:\n  FROM ${image}\n`],
  ]);
  testSamples("json", [["of JSON", `{"baseDockerfile": "⟦FROM ${image}\\r\\nUSER root⟧"}`]]);
});

describe("JSON", () => {
  testSamples("json", [
    ["values", `{"image": "«${image}»", "a": ["«${image}»", {"b": "«${image}»"}]}`],
    ["an array", `["«${image}»"]`],
    ["a string", `"«${image}»"`],
    ["keys", `{"${image}": 1}`],
    ["escapes", '{"image": "«mcr.microsoft.com\\/azureml\\u002fx-inference»"}'],
    [
      "tabs as indentation",
      `{\n\t"a": {\n\t\t"image":\t"«${image}»"\n\t}\n}\n`,
      { reading: { problems: [] } },
    ],
    ["CRLF and a byte order mark", `\uFEFF{\r\n  "image": "«${image}»"\r\n}\r\n`],
    ["duplicate keys", `{"image": "«${image}»", "image": "«${image}»"}`],
    [
      "comments and trailing commas",
      `// ${image}\n{\n  // "image": "${image}",\n  /* "b": "${image}" */\n  "image": "«${image}»", // it's "new\n  "url": "https://example.com/*", "c": [1, 2,],\n}\n`,
      { path: ".devcontainer/devcontainer.json", reading: { problems: [], comments: [] } },
    ],
    [
      "no comments to inferlint",
      `{\n"a": 1, # inferlint: ignore\n"image": "«${image}»"}`,
      { reading: { comments: [] } },
    ],
    ["a half of a surrogate pair", '{"image": "mcr.microsoft.com/azureml/x-inference:\\ud800"}'],
    ["a long string", `{"docs": "${"text ".repeat(1000)}${image} and more"}`],
    [
      "several values",
      '{"baseImage": "«azureml/x:1»", "baseImageRegistry": {"address": "mcr.microsoft.com"}}',
    ],
  ]);
});
