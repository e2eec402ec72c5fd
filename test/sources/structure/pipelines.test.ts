import { describe } from "vitest";
import { testStructures } from "./describe-structure.ts";

const image = "mcr.microsoft.com/azureml/x-inference";
const setting = "(options: --user)";
const workflow = ".github/workflows/ci.yml";

describe("GitHub", () => {
  testStructures([
    [
      "container and service",
      `on: push\njobs:\n  a:\n    container: ${image}\n    services:\n      s: { image: b/azureml, options: --cpus 1 }\n`,
      [`run ${image} ${setting}`, `run b/azureml ${setting}`],
      workflow,
    ],
    ...(
      [
        ["--user root", "root@5:52"],
        ["--user=0", "0@5:52"],
        ["-u 1000:1000", "1000:1000@5:48"],
        ["-u=0", "0@5:48"],
        ["-u0", "0@5:47"],
        ["--user 1 --user root", "root@5:61"],
      ] as const
    ).map(
      ([options, user]) =>
        [
          `options ${options}`,
          `on: push\njobs:\n  a:\n    runs-on: x\n    container: { image: a/azureml, options: ${options} }\n`,
          [`run a/azureml user ${user} ${setting}`],
          workflow,
        ] as const,
    ),
    [
      "quoted user",
      `jobs:\n  a:\n    container:\n      image: ${image}\n      options: --user "root" --name x\n`,
      [`run ${image} user root@5:24 ${setting}`],
      workflow,
    ],
    [
      "options that are not known",
      `jobs:\n  a:\n    container:\n      image: ${image}\n      options: --cpus 1 $\{{ matrix.options }}\n`,
      [`run ${image} user ?@5:16 ${setting}`],
      workflow,
    ],
    [
      "other options are not known, the user is",
      `jobs:\n  a:\n    container:\n      image: ${image}\n      options: $\{{ matrix.options }} --user 5\n`,
      [`run ${image} user 5@5:16 ${setting}`],
      workflow,
    ],
    [
      "scripts, but not of Python",
      `jobs:\n  a:\n    steps:\n      - run: docker build .\n      - run: |\n          docker build a\n          x\n      - run: print()\n        shell: python\n      - run: docker build b\n        shell: bash -e {0}\n`,
      ["script docker build .", "script docker build a", "script docker build b"],
      workflow,
    ],
    [
      "actions that are images, inputs and matrices only name them",
      `env: { IMAGE: a/azureml }\njobs:\n  a:\n    strategy: { matrix: { image: [b/azureml] } }\n    steps:\n      - uses: docker://${image}\n      - uses: x/y@v1\n        with: { image: c/azureml }\n`,
      [],
      workflow,
    ],
    [
      "build by the action",
      `jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: ./src\n          file: docker/Dockerfile\n          target: score\n          build-args: |\n            BASE=a/azureml\n            SHA=$\{{ github.sha }}\n          build-contexts: base=docker-image://b/azureml\n`,
      [
        "build `docker/build-push-action`: context ./src dockerfile docker/Dockerfile from folder any folder args BASE=a/azureml SHA=? target score contexts base=docker-image://b/azureml",
      ],
      workflow,
    ],
    [
      "build by the action without inputs",
      `jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n`,
      ["build `docker/build-push-action`: context . any folder"],
      workflow,
    ],
    [
      "elsewhere by its keys",
      `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    container: ${image}\n`,
      [`run ${image} ${setting}`],
      "templates/ci.yml",
    ],
    [
      "action with a Dockerfile",
      `runs:\n  using: docker\n  image: Dockerfile.action\n`,
      ["build action: context . dockerfile Dockerfile.action from folder"],
      "action.yml",
    ],
    [
      "action that is an image",
      `runs:\n  using: docker\n  image: docker://${image}\n`,
      [],
      "action.yml",
    ],
    [
      "action of steps",
      `runs:\n  using: composite\n  steps:\n    - run: docker build .\n      shell: bash\n`,
      ["script docker build ."],
      "action.yml",
    ],
    ["trap: jobs of something else", `jobs:\n  a:\n    container: ${image}\n`, []],
    [
      "wrong types",
      `jobs:\n  a: x\n  b: [1]\n  c: { steps: { run: x }, container: [1], services: 3 }\n`,
      [],
      workflow,
    ],
  ]);
});

describe("Azure Pipelines", () => {
  testStructures([
    [
      "containers of resources and jobs",
      `resources:\n  containers:\n    - container: py\n      image: a/azureml\n      options: --user root\njobs:\n  - job: A\n    container: b/azureml\n  - job: B\n    container: { image: c/azureml }\n    services: { s: d/azureml }\n`,
      [
        `run a/azureml user root@5:23 ${setting}`,
        `run b/azureml ${setting}`,
        `run c/azureml ${setting}`,
        `run d/azureml ${setting}`,
      ],
      "azure-pipelines.yml",
    ],
    [
      "scripts, of template expressions too",
      `steps:\n  - script: docker build a\n  - bash: docker build b\n  - pwsh: docker build c\n  - $\{{ if eq(1, 1) }}:\n      - script: docker build d\n  - task: AzureCLI@2\n    inputs:\n      inlineScript: az acr build .\n  - task: Bash@3\n    inputs: { targetType: inline, script: docker build e }\n  - task: PythonScript@0\n    inputs: { script: print() }\n`,
      [
        "script docker build a",
        "script docker build b",
        "script docker build c",
        "script docker build d",
        "script az acr build .",
        "script docker build e",
      ],
    ],
    [
      "stages",
      `stages:\n  - stage: A\n    jobs:\n      - deployment: D\n        strategy: { runOnce: { deploy: { steps: [{ script: docker build . }] } } }\n`,
      ["script docker build ."],
    ],
    [
      "task Docker",
      `steps:\n  - task: Docker@2\n    inputs:\n      command: build\n      Dockerfile: $(Build.SourcesDirectory)/docker/Dockerfile\n      buildContext: $(Build.SourcesDirectory)\n      arguments: --build-arg BASE=a/azureml --build-arg=TAG=$(tag) --target score --build-arg X\n`,
      [
        "build task `Docker@2`: context . dockerfile docker/Dockerfile from folder any folder args BASE=a/azureml TAG=? X=? target score",
      ],
    ],
    [
      "task Docker that pushes takes no arguments",
      `steps:\n  - task: Docker@2\n    inputs:\n      Dockerfile: src/Dockerfile\n      arguments: --target x\n`,
      ["build task `Docker@2`: context src dockerfile src/Dockerfile from folder any folder"],
    ],
    [
      "task Docker of a pattern, and other commands",
      `steps:\n  - task: Docker@2\n    inputs: { command: build }\n  - task: Docker@2\n    inputs: { command: build, Dockerfile: "**/Dockerfile" }\n  - task: Docker@2\n    inputs: { command: login, Dockerfile: Dockerfile }\n`,
      [],
    ],
    [
      "first task Docker",
      `steps:\n  - task: Docker@1\n    inputs: { command: Build an image, dockerFile: a/Dockerfile, buildArguments: BASE=x }\n`,
      [
        "build task `Docker@1`: context a dockerfile a/Dockerfile from folder any folder args BASE=x",
      ],
    ],
    [
      "variables and parameters only name images",
      `variables: { image: ${image} }\nparameters:\n  - name: image\n    default: ${image}\nsteps:\n  - script: x\n`,
      ["script x"],
    ],
    ["trap: steps of something else", `steps:\n  - image: ${image}\n    container: ${image}\n`, []],
  ]);
});

describe("GitLab", () => {
  const path = ".gitlab-ci.yml";
  testStructures([
    [
      "images, services and scripts",
      `image: a/azureml\ndefault:\n  image: b/azureml\nbuild:\n  image:\n    name: c/azureml\n    docker: { user: root }\n  services: [d/azureml, { name: e/azureml }]\n  before_script: docker build a\n  script:\n    - docker build b\n    - [docker build c]\n`,
      [
        "run a/azureml (image.docker.user)",
        "run b/azureml (image.docker.user)",
        "run c/azureml user root@7:21 (image.docker.user)",
        "run d/azureml (image.docker.user)",
        "run e/azureml (image.docker.user)",
        "script docker build a",
        "script docker build b",
        "script docker build c",
      ],
      path,
    ],
    ["variables only name images", `variables: { IMAGE: ${image} }\nbuild: x\n`, [], path],
    ["trap: another name", `build:\n  image: ${image}\n  script: [x]\n`, []],
  ]);
});

describe("development containers", () => {
  const path = ".devcontainer/devcontainer.json";
  testStructures([
    ["image", `{"image": "${image}"}`, [`run ${image} (containerUser)`], path],
    [
      "user of the container",
      `{"image": "${image}", "containerUser": "root"}`,
      [`run ${image} user root@1:70 (containerUser)`],
      path,
    ],
    [
      "user of what is done in it",
      `{"image": "${image}", "containerUser": "root", "remoteUser": "dev"}`,
      [`run ${image} user dev@1:92 (containerUser)`],
      path,
    ],
    [
      "user in arguments",
      `{"image": "${image}", "runArgs": ["--gpus", "all", "--user", "root"], "containerUser": "x"}`,
      [`run ${image} user root@1:92 (containerUser)`],
      path,
    ],
    [
      "build",
      `{"build": {"dockerfile": "../Dockerfile", "context": "..", "args": {"A": "1", "B": "\${localEnv:B}"}, "target": "dev"}, "remoteUser": "root"}`,
      [
        "build development container: context .. dockerfile ../Dockerfile from folder args A=1 B=? target dev user root@1:135",
      ],
      path,
    ],
    [
      "older build",
      `{"dockerFile": "Dockerfile"}`,
      ["build development container: context . dockerfile Dockerfile from folder"],
      path,
    ],
    ["trap: another name", `{"image": "${image}"}`, [], "x.json"],
    ["bake is read with its HCL", `{"target": {"app": {"context": "."}}}`, [], "docker-bake.json"],
  ]);
});
