import { describe } from "vitest";
import { testStructures } from "./describe-structure.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const schema = (name: string): string =>
  `$schema: https://azuremlschemas.azureedge.net/latest/${name}.schema.json`;

describe("deployments of the CLI", () => {
  testStructures([
    [
      "image and path of a conda file",
      `${schema("managedOnlineDeployment")}\nname: blue\nenvironment:\n  image: ${image}\n  conda_file: ./env.yml\n`,
      [`run ${image} serves conda ./env.yml`],
    ],
    [
      "image alone",
      `${schema("kubernetesOnlineDeployment")}\nenvironment:\n  image: ${image}\n`,
      [`run ${image} serves`],
    ],
    [
      "conda environment in the file",
      `${schema("onlineDeployment")}\nenvironment:\n  conda_file:\n    channels: [conda-forge]\n    dependencies:\n      - python=3.10\n      - pip:\n          - azureml-inference-server-http\n  image: ${image}\n`,
      [`run ${image} serves conda [python=3.10@6:9]`],
    ],
    [
      "conda environment in the file without Python",
      `${schema("batchDeployment")}\nenvironment:\n  image: ${image}\n  conda_file: { dependencies: [numpy] }\n`,
      [`run ${image} serves conda []`],
    ],
    [
      "file: in front of the conda file",
      `${schema("modelBatchDeployment")}\nenvironment:\n  image: ${image}\n  conda_file: file:../conda.yml\n`,
      [`run ${image} serves conda ../conda.yml`],
    ],
    [
      "conda file that is not known",
      `${schema("managedOnlineDeployment")}\nenvironment:\n  image: ${image}\n  conda_file: $\{{ inputs.env }}\n`,
      [`run ${image} serves conda ?`],
    ],
    [
      "empty conda file",
      `${schema("managedOnlineDeployment")}\nenvironment:\n  image: ${image}\n  conda_file:\n`,
      [`run ${image} serves`],
    ],
    [
      "curated environment",
      `${schema("managedOnlineDeployment")}\nenvironment: azureml:AzureML-sklearn-1.5@latest\n`,
      ["run azureml:AzureML-sklearn-1.5@latest serves"],
    ],
    [
      "curated environment in the registry",
      `${schema("managedOnlineDeployment")}\nenvironment: azureml://registries/azureml/environments/minimal-py312-inference/labels/latest\n`,
      [
        "run azureml://registries/azureml/environments/minimal-py312-inference/labels/latest serves",
      ],
    ],
    [
      "path of an environment file",
      `${schema("managedOnlineDeployment")}\nenvironment: ./environments/score.yml\n`,
      ["run ./environments/score.yml serves", "deployed file ./environments/score.yml@2:14"],
    ],
    [
      "file: in front of the environment file",
      `${schema("managedOnlineDeployment")}\nenvironment: "file:./env.yaml"\n`,
      ["run file:./env.yaml serves", "deployed file ./env.yaml@2:20"],
    ],
    [
      "environment of the workspace by version",
      `${schema("managedOnlineDeployment")}\nenvironment: azureml:my-env:1\n`,
      ["run azureml:my-env:1 serves", "deployed name my-env@2:22"],
    ],
    [
      "environment of the workspace by label, and none",
      `${schema("managedOnlineDeployment")}\nenvironment: azureml:my-env@latest\n---\n${schema("managedOnlineDeployment")}\nenvironment: azureml:other\n`,
      [
        "run azureml:my-env@latest serves",
        "run azureml:other serves",
        "deployed name my-env@2:22",
        "deployed name other@5:22",
      ],
    ],
    [
      "environment of a registry of the user's own",
      `${schema("batchDeployment")}\nenvironment: azureml://registries/contoso/environments/my-env/versions/2\n`,
      [
        "run azureml://registries/contoso/environments/my-env/versions/2 serves",
        "deployed name my-env@2:56",
      ],
    ],
    [
      "environment by its id",
      `${schema("batchDeployment")}\nenvironment: azureml:/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/environments/environments/versions/2\n`,
      [
        "run azureml:/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/environments/environments/versions/2 serves",
        "deployed name environments@2:126",
      ],
    ],
    [
      "environment that is not known",
      `${schema("managedOnlineDeployment")}\nenvironment: azureml:$\{{ENV_NAME}}:1\n`,
      ["run azureml:?:1 serves", "deployed name ?@2:14"],
    ],
    [
      "build of a folder",
      `${schema("managedOnlineDeployment")}\nname: blue\nenvironment:\n  build:\n    path: docker-context\n    dockerfile_path: Dockerfile.gpu\n`,
      ["build deployment `blue`: context docker-context dockerfile Dockerfile.gpu serves"],
    ],
    [
      "build of a folder with the default Dockerfile, of an environment with a name",
      `${schema("managedOnlineDeployment")}\nname: blue\nenvironment:\n  name: score\n  build: { path: . }\n`,
      ["build environment `score`: context . serves"],
    ],
    [
      "build of a URL",
      `${schema("managedOnlineDeployment")}\nenvironment:\n  build:\n    path: https://github.com/contoso/images#main:score\n`,
      ["build environment: context https://github.com/contoso/images#main:score serves"],
    ],
    [
      "model of MLflow without environment",
      `${schema("managedOnlineDeployment")}\nmodel: azureml:m:1\n`,
      [],
    ],
    [
      "pipeline component",
      `${schema("pipelineComponentBatchDeployment")}\ncomponent: ./pipeline.yml\n`,
      [],
    ],
    [
      "without schema",
      `endpoint_name: e\ncode_configuration: { code: ., scoring_script: score.py }\nenvironment:\n  image: ${image}\n`,
      [`run ${image} serves`],
    ],
    [
      "without schema, by instance type",
      `name: blue\nenvironment: azureml:my-env:3\ninstance_type: Standard_DS3_v2\n`,
      ["run azureml:my-env:3 serves", "deployed name my-env@2:22"],
    ],
    [
      "schema in the folder, variables beside",
      `$schema: ../schemas/managedOnlineDeployment.schema.json\nenvironment_variables:\n  image: ${image}\nenvironment: { image: "${image}" }\n`,
      [`run ${image} serves`],
    ],
    [
      "environment in an anchor",
      `${schema("managedOnlineDeployment")}\nx-env: &env\n  image: ${image}\nenvironment:\n  <<: *env\n  conda_file: c.yml\n`,
      [`run ${image} serves conda c.yml`],
    ],
    [
      "preview of the CLI: docker",
      `${schema("managedOnlineDeployment")}\nname: b\nenvironment:\n  conda_file: file:./c.yml\n  docker:\n    image: ${image}\n`,
      [`run ${image} serves conda ./c.yml`],
    ],
    [
      "preview of the CLI: Dockerfile",
      `name: r\n${schema("managedOnlineDeployment")}\nenvironment:\n  docker:\n    build:\n      dockerfile: file:./r.dockerfile\n`,
      ["build deployment `r`: dockerfile ./r.dockerfile from folder serves"],
    ],
    [
      "wrong types everywhere",
      `${schema("managedOnlineDeployment")}\nname: []\nenvironment: { image: [a], conda_file: [b], build: 3, docker: x, python: null }\n---\n${schema("managedOnlineDeployment")}\nenvironment: [1, 2]\n---\n- a\n---\nnull\n---\n`,
      [],
    ],
  ]);
});

describe("environment files", () => {
  testStructures([
    [
      "image and conda file",
      `${schema("environment")}\nname: score\nimage: ${image}\nconda_file: conda.yml\n`,
      [`run ${image} conda conda.yml`, `defined score: ${image}`],
    ],
    [
      "without schema",
      `name: score\nversion: 1\nimage: ${image}\n`,
      [`run ${image}`, `defined score: ${image}`],
    ],
    [
      "build",
      `name: score\nbuild:\n  path: context\n  dockerfile_path: docker/Dockerfile\n`,
      [
        "build environment `score`: context context dockerfile docker/Dockerfile",
        "defined score: built from context",
      ],
    ],
    ["anonymous", `${schema("environment")}\nimage: ${image}\n`, [`run ${image}`]],
    [
      "trap: a name and an image of something else",
      `name: bot\nimage: ${image}\nschedule: daily\n`,
      [],
    ],
    [
      "trap: a bot's list of images",
      `name: bot\nimages:\n  - ${image}\nimage:\n  - ${image}\n`,
      [],
    ],
    ["trap: build of something else", `name: tool\nbuild: .\nimage: [x]\n`, []],
  ]);
});

describe("jobs and components", () => {
  testStructures([
    [
      "command job",
      `${schema("commandJob")}\nenvironment:\n  image: ${image}\n  conda_file: c.yml\n`,
      [`run ${image} conda c.yml`],
    ],
    [
      "component with a curated environment: nothing is deployed",
      `${schema("commandComponent")}\nenvironment: azureml:AzureML-x:3\n`,
      ["run azureml:AzureML-x:3"],
    ],
    [
      "component with its own",
      `${schema("commandComponent")}\nenvironment: azureml:own:3\n`,
      ["run azureml:own:3"],
    ],
    [
      "pipeline with jobs, shared environments and inputs",
      `${schema("pipelineJob")}\ninputs:\n  image: ${image}\njobs:\n  a:\n    environment: &e\n      image: a/azureml\n      build: { path: c }\n  b:\n    environment: *e\n  c:\n    component:\n      environment: { image: c/azureml }\n`,
      ["run a/azureml", "run c/azureml", "build environment: context c"],
    ],
    [
      "sweep",
      `${schema("sweepJob")}\ntrial:\n  environment:\n    image: ${image}\n`,
      [`run ${image}`],
    ],
    ["without schema", `type: command\nenvironment:\n  image: ${image}\n`, [`run ${image}`]],
    [
      "older component",
      `$schema: https://componentsdk.azureedge.net/jsonschema/CommandComponent.json\nenvironment:\n  docker:\n    image: ${image}\n  conda:\n    conda_dependencies:\n      dependencies: [python=3.8]\n`,
      [`run ${image} conda [python=3.8@7:22]`],
    ],
    [
      "AMLT with a registry",
      `environment:\n  image: azureml/minimal-py312-inference\n  registry: mcr.microsoft.com\njobs:\n  - name: a\n`,
      ["run azureml/minimal-py312-inference"],
    ],
    ["trap: environment of something else", `environment:\n  image: ${image}\nname: x\n`, []],
    ["trap: endpoint", `${schema("managedOnlineEndpoint")}\nname: e\nimage: ${image}\n`, []],
    ["variables", `variables:\n  env_base_image: ${image}\n  image: ${image}\n`, []],
    ["parameters", `parameters:\n  - name: image\n    default: ${image}\n`, []],
    [
      "file of a model",
      `flavors:\n  python_function:\n    env: conda.yaml\nmetadata:\n  azureml.base_image: ${image}\n`,
      [],
      "model/MLmodel",
    ],
  ]);
});

describe("SDK v1", () => {
  testStructures([
    [
      "environment with dependencies",
      `{"name": "e", "docker": {"baseImage": "${image}", "baseDockerfile": null}, "python": {"userManagedDependencies": false, "condaDependencies": {"dependencies": ["python=3.6.2", {"pip": ["azureml-defaults"]}]}}}`,
      [`run ${image} conda [python=3.6.2@1:209]`, `defined e: ${image}`],
      "e.json",
    ],
    [
      "dependencies of the user",
      `{"docker": {"baseImage": "${image}"}, "python": {"userManagedDependencies": true, "condaDependencies": {"dependencies": ["python=3.6.2"]}}}`,
      [`run ${image}`],
      "e.json",
    ],
    [
      "image with a registry beside it",
      `{"docker": {"baseImage": "azureml/x-inference", "baseImageRegistry": {"address": "mcr.microsoft.com"}}}`,
      ["run azureml/x-inference"],
      "e.json",
    ],
    [
      "Dockerfile as text",
      String.raw`{"name": "d", "docker": {"baseImage": null, "baseDockerfile": "FROM x\nRUN y"}}`,
      ["dockerfile FROM x as environment `d`", "defined d:"],
      "e.json",
    ],
    [
      "Dockerfile as path",
      `{"docker": {"baseDockerfile": "./docker/Dockerfile"}}`,
      ["build environment: context . dockerfile ./docker/Dockerfile from folder"],
      "e.json",
    ],
    [
      "run configuration",
      `script: train.py\nenvironment:\n  docker:\n    baseImage: ${image}\n  python:\n    userManagedDependencies: false\n    condaDependenciesFile: .azureml/conda.yml\n`,
      [`run ${image} conda ../.azureml/conda.yml`],
      ".azureml/train.runconfig",
    ],
    [
      "managed by Azure ML, but nothing written",
      `environment:\n  docker:\n    baseImage: ${image}\n  python:\n    userManagedDependencies: false\n`,
      [`run ${image} conda []`],
      "x.runconfig",
    ],
    [
      "inference configuration",
      `{"entryScript": "score.py", "environment": {"docker": {"baseImage": "${image}"}}}`,
      [`run ${image} serves`],
      "inferenceConfig.json",
    ],
    [
      "inference configuration of the first CLI",
      `entryScript: score.py\nruntime: python\ncondaFile: env.yml\nbaseImage: ${image}\n`,
      [`run ${image} serves conda env.yml`],
      "inference_config.yml",
    ],
    ["trap: docker of something else", `docker:\n  image: ${image}\n`, []],
  ]);
});

const template = (type: string, properties: string): string =>
  `{"resources": [{"type": "Microsoft.MachineLearningServices/workspaces/${type}", "name": "ws/score/1", "properties": ${properties}}]}`;

describe("ARM templates and the REST API", () => {
  testStructures([
    [
      "environment version with a conda file as text",
      template(
        "environments/versions",
        String.raw`{"image": "${image}", "condaFile": "channels:\n- conda-forge\ndependencies:\n- python=3.8\n- pip:\n  - x"}`,
      ),
      [`run ${image} conda [python=3.8@1:258]`, `defined score: ${image}`],
      "main.json",
    ],
    [
      "conda file from a parameter",
      template(
        "environments/versions",
        `{"image": "${image}", "condaFile": "[parameters('conda')]"}`,
      ),
      [`run ${image} conda ?`, `defined score: ${image}`],
      "main.json",
    ],
    [
      "build",
      template(
        "environments/versions",
        `{"build": {"contextUri": "https://x/y.zip", "dockerfilePath": "Dockerfile"}}`,
      ),
      [
        "build environment `score`: context https://x/y.zip dockerfile Dockerfile",
        "defined score: built from https://x/y.zip",
      ],
      "main.json",
    ],
    [
      "deployment",
      template(
        "onlineEndpoints/deployments",
        `{"environmentId": "azureml://registries/azureml/environments/minimal-py312-inference/versions/6"}`,
      ),
      ["run azureml://registries/azureml/environments/minimal-py312-inference/versions/6 serves"],
      "main.json",
    ],
    [
      "body with an id of the workspace",
      `{"properties": {"environmentId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/environments/env1/versions/1", "codeConfiguration": {}}}`,
      [
        "run /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/environments/env1/versions/1 serves",
        "deployed name env1@1:139",
      ],
      "deployment.json",
    ],
    [
      "body of an environment",
      String.raw`{"properties": {"condaFile": "dependencies:\n- 'python==3.10.*'\n", "image": "${image}"}}`,
      [`run ${image} conda [python==3.10.*@1:49]`],
      "environment.json",
    ],
    [
      "job",
      `{"properties": {"jobType": "Command", "environmentId": "azureml:x:1"}}`,
      ["run azureml:x:1"],
      "job.json",
    ],
    ["trap: properties of something else", `{"properties": {"image": "${image}"}}`, [], "x.json"],
  ]);
});
