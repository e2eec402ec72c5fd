import { describe, expect, test } from "vitest";
import { readText } from "../../support/source-tester.ts";

const image = `"mcr.microsoft.com/azureml/minimal-py312-inference:1"`;
const runs = async (text: string): Promise<readonly unknown[]> =>
  (await readText("python", text)).references.map(({ run }) => run);

describe("How images are run", () => {
  test.each<[string, string, object | null]>([
    ["a constant is not", `IMAGE = ${image}`, null],
    ["an argument of an unknown call is not", `build(base=${image})`, null],
    ["by an environment", `Environment(image=${image})`, { serves: false, conda: null }],
    [
      "by an environment with a name",
      `IMAGE = ${image}\nEnvironment(image=IMAGE)`,
      { serves: false },
    ],
    [
      "by an environment in a function",
      `IMAGE = ${image}\ndef f():\n  return Environment(image=IMAGE)`,
      { serves: false },
    ],
    ["by a job", `command(environment=Environment(image=${image}))`, { serves: false }],
    ["by an estimator", `Estimator(custom_docker_image=${image})`, { serves: false }],
    [
      "by a deployment",
      `ManagedOnlineDeployment(name="d", environment=Environment(image=${image}))`,
      { serves: true },
    ],
    [
      "by a deployment, through a variable",
      `env = Environment(image=${image})\nd = KubernetesOnlineDeployment(environment=env)`,
      { serves: true },
    ],
    [
      "by a deployment in another function, through an attribute",
      `class A:\n def f(self):\n  self.env = Environment(image=${image})\n def g(self):\n  BatchDeployment(environment=self.env)`,
      { serves: true },
    ],
    [
      "by a deployment, registered before",
      `env = Environment(image=${image})\nenv = ml_client.environments.create_or_update(env)\nModelBatchDeployment(environment=env)`,
      { serves: true },
    ],
    [
      "by a deployment of a string",
      `ManagedOnlineDeployment(environment=${image})`,
      { serves: true },
    ],
    [
      "by a deployment in a branch",
      `env = Environment(image=${image})\nif x:\n  env = Environment(image="a")\nManagedOnlineDeployment(environment=env)`,
      { serves: true },
    ],
    [
      "not by a deployment of what is set after it",
      `ManagedOnlineDeployment(environment=env)\nenv = Environment(image=${image})`,
      { serves: false },
    ],
    [
      "not by a deployment of what is set instead",
      `env = Environment(image=${image})\nenv = Environment(image="a")\nManagedOnlineDeployment(environment=env)`,
      { serves: false },
    ],
    [
      "SDK v1",
      `env = Environment("a")\nenv.docker.base_image = ${image}\nInferenceConfig(entry_script="s.py", environment=env)`,
      { serves: true, conda: null },
    ],
    [
      "SDK v1 with a configuration",
      `config.environment.docker.base_image = ${image}`,
      { serves: false },
    ],
    [
      "SDK v1 of images",
      `ContainerImage.image_configuration(base_image=${image}, conda_file="c.yml")`,
      { serves: true, conda: { path: { text: "c.yml" } } },
    ],
    [
      "a name of an environment",
      `ManagedOnlineDeployment(environment="AzureML-a@latest")`,
      { serves: true },
    ],
    [
      "a name that is got",
      `env = Environment.get(ws, "AzureML-a")\nInferenceConfig(environment=env)`,
      { serves: true },
    ],
  ])("%s", async (_, text, run) => {
    expect(await runs(text)).toMatchObject([run]);
  });
});

describe("Conda environments", () => {
  const file = (text: string): object => ({ kind: "file", path: { text } });
  const content = (python: string | null): object => ({
    kind: "content",
    python: python === null ? null : { text: python },
  });
  test.each<[string, string, object | null]>([
    ["a path", `Environment(image=${image}, conda_file="./e/conda.yml")`, file("./e/conda.yml")],
    [
      "os.path.join",
      `Environment(image=${image}, conda_file=os.path.join("e", "conda.yml"))`,
      file("e/conda.yml"),
    ],
    [
      "a folder that is a constant",
      `D = "./e"\nEnvironment(image=${image}, conda_file=os.path.join(D, "conda.yml"))`,
      file("./e/conda.yml"),
    ],
    [
      "pathlib",
      `Environment(image=${image}, conda_file=Path("e") / "conda.yml")`,
      file("e/conda.yml"),
    ],
    [
      "the folder of the file",
      `Environment(image=${image}, conda_file=Path(__file__).parent / "conda.yml")`,
      file("conda.yml"),
    ],
    [
      "the folder above that of the file",
      `Environment(image=${image}, conda_file=Path(__file__).resolve().parent.parent / "e" / "conda.yml")`,
      file("../e/conda.yml"),
    ],
    [
      "the folder of the file by os",
      `Environment(image=${image}, conda_file=os.path.join(os.path.dirname(os.path.abspath(__file__)), "conda.yml"))`,
      file("conda.yml"),
    ],
    [
      "an f-string",
      `Environment(image=${image}, conda_file=f"{d}/conda.yml")`,
      file("\uD800/conda.yml"),
    ],
    ["what is not known", `Environment(image=${image}, conda_file=make())`, file("\uD800")],
    ["none", `Environment(image=${image}, conda_file=None)`, null],
    [
      "a mapping",
      `Environment(image=${image}, conda_file={"channels": ["x"], "dependencies": ["pip", "python=3.10", {"pip": ["a"]}]})`,
      content("python=3.10"),
    ],
    [
      "a mapping with a name",
      `C = {"dependencies": ["pip"]}\nEnvironment(image=${image}, conda_file=C)`,
      content(null),
    ],
    [
      "from_conda_specification",
      `env = Environment.from_conda_specification(name="a", file_path="c.yml")\nenv.docker.base_image = ${image}`,
      file("c.yml"),
    ],
    [
      "from_conda_specification by position",
      `env = Environment.from_conda_specification("a", "c.yml")\nenv.docker.base_image = ${image}`,
      file("c.yml"),
    ],
    [
      "from_docker_image",
      `Environment.from_docker_image("a", ${image}, conda_specification="c.yml")`,
      file("c.yml"),
    ],
    [
      "CondaDependencies",
      `env = Environment("a")\nenv.docker.base_image = ${image}\nenv.python.conda_dependencies = CondaDependencies.create(python_version="3.8", conda_packages=["x"])`,
      content("python=3.8"),
    ],
    [
      "CondaDependencies with a name",
      `c = CondaDependencies.create(conda_packages=["python=3.9"])\nenv = Environment("a")\nenv.python.conda_dependencies = c\nenv.docker.base_image = ${image}`,
      content("python=3.9"),
    ],
    [
      "CondaDependencies with a version that is set",
      `c = CondaDependencies()\nc.set_python_version("3.7")\nenv = Environment("a")\nenv.docker.base_image = ${image}\nenv.python.conda_dependencies = c`,
      content("python=3.7"),
    ],
    [
      "CondaDependencies of a file",
      `env = Environment("a")\nenv.docker.base_image = ${image}\nenv.python.conda_dependencies = CondaDependencies(conda_dependencies_file_path="c.yml")`,
      file("c.yml"),
    ],
    [
      "packages that the user manages",
      `env = Environment.from_conda_specification("a", "c.yml")\nenv.python.user_managed_dependencies = True\nenv.docker.base_image = ${image}`,
      null,
    ],
  ])("%s", async (_, text, conda) => {
    expect(await runs(text)).toMatchObject([{ conda }]);
  });

  test("the pin of an SDK call stands at the version", async () => {
    const text = `env.docker.base_image = ${image}\nenv.python.conda_dependencies = CondaDependencies.create(python_version="3.8")`;
    const [found] = (await readText("python", text)).references;
    const conda = found?.run?.conda;
    const span = conda?.kind === "content" ? conda.python?.span : null;
    expect(span && text.slice(span.start, span.end)).toBe("3.8");
  });
});

describe("Environments that are defined and deployed", () => {
  const deployed = async (text: string): Promise<unknown> =>
    (await readText("python", text)).deployed.map(({ kind, value }) => [
      kind,
      value.text,
      text.slice(value.span.start, value.span.end),
    ]);
  test.each<[string, string, readonly unknown[]]>([
    [
      "a name with a label",
      `ManagedOnlineDeployment(environment="azureml:my-env@latest")`,
      [["name", "my-env", "my-env"]],
    ],
    [
      "a bare name with a version",
      `ManagedOnlineDeployment(environment="my-env:1")`,
      [["name", "my-env", "my-env"]],
    ],
    [
      "a name that is got",
      `e = ml_client.environments.get("my-env", version="1")\nManagedOnlineDeployment(environment=e)`,
      [["name", "my-env", "my-env"]],
    ],
    [
      "a file",
      `ManagedOnlineDeployment(environment=load_environment(source="e/env.yml"))`,
      [["file", "e/env.yml", "e/env.yml"]],
    ],
    [
      "a curated one is a reference",
      `ManagedOnlineDeployment(environment="azureml:AzureML-a:1")`,
      [],
    ],
    ["a job deploys nothing", `command(environment="my-env:1")`, []],
    ["what is not known", `ManagedOnlineDeployment(environment=env)`, []],
  ])("%s", async (_, text, expected) => {
    expect(await deployed(text)).toEqual(expected);
  });

  test("an environment with a name, an image and a build", async () => {
    const { defined, references, builds } = await readText(
      "python",
      `e = Environment(name="e", image=${image})\nf = Environment(name="f", build=BuildContext(path="d"))`,
    );
    expect(defined).toMatchObject([
      { name: "e", builds: [] },
      { name: "f", references: [] },
    ]);
    expect(defined[0]?.references[0]).toBe(references[0]);
    expect(defined[1]?.builds[0]).toBe(builds[0]);
  });
});

describe("Builds", () => {
  test.each<[string, string, object]>([
    [
      "a context",
      `Environment(name="e", build=BuildContext(path="docker"))`,
      {
        name: "environment `e`",
        context: { text: "docker" },
        dockerfile: null,
        from: "context",
        serves: false,
      },
    ],
    [
      "a context with a Dockerfile",
      `Environment(build=BuildContext(path="d", dockerfile_path="x/Dockerfile.a"))`,
      { name: "environment", dockerfile: { text: "x/Dockerfile.a" } },
    ],
    [
      "a context with a name, deployed",
      `b = BuildContext(path="d")\nManagedOnlineDeployment(environment=Environment(build=b))`,
      { context: { text: "d" }, serves: true },
    ],
    [
      "a path that is not known",
      `Environment(build=BuildContext(path=p))`,
      { context: { text: "\uD800", unknown: ["p"] } },
    ],
    [
      "from_dockerfile",
      `Environment.from_dockerfile("e", "./Dockerfile")`,
      { context: { text: "." }, dockerfile: { text: "./Dockerfile" }, from: "folder" },
    ],
    [
      "base_dockerfile",
      `env.docker.base_dockerfile = "d/Dockerfile"`,
      { dockerfile: { text: "d/Dockerfile" } },
    ],
  ])("%s", async (_, text, build) => {
    expect((await readText("python", text)).builds).toMatchObject([build]);
  });
});
