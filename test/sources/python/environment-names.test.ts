import { testSamples } from "../../support/source-tester.ts";

const named = (environment: object): { references: readonly object[] } => ({
  references: [{ environment }],
});

testSamples("python", [
  [
    "with azureml: anywhere",
    `x = ["«azureml:AzureML-sklearn-1.5@latest»", "«azureml:AzureML-a:3»"]`,
  ],
  [
    "in the registry azureml",
    `x = "«azureml://registries/azureml/environments/minimal-py311-inference/labels/latest»"`,
    named({ name: "minimal-py311-inference", label: "latest" }),
  ],
  [
    "SDK v1 by name",
    `Environment.get(ws, name="«AzureML-a»", version=7)`,
    named({ name: "AzureML-a", version: "7", isOpen: false }),
  ],
  ["SDK v1 by position", `Environment.get(workspace, "«AzureML-a»", "7")`, named({ version: "7" })],
  [
    "a version that is not known",
    `Environment.get(ws, "«AzureML-a»", version=v)`,
    named({ version: "\uD800", isOpen: true }),
  ],
  [
    "a version that is a constant",
    `V = "3"\nEnvironment.get(ws, "«AzureML-a»", version=V)`,
    named({ version: "3" }),
  ],
  [
    "SDK v2 with a version",
    `ml_client.environments.get("«AzureML-a»", version="3")`,
    named({ version: "3", label: null }),
  ],
  [
    "SDK v2 with a label",
    `self.ml_client.environments.get(name="«AzureML-a»", label="latest")`,
    named({ label: "latest" }),
  ],
  [
    "a client of the registry azureml",
    `r = MLClient(c, registry_name="azureml")\nr.environments.get("«minimal-py311-inference»", label="latest")`,
    named({ name: "minimal-py311-inference", label: "latest" }),
  ],
  [
    "a client of a registry that is not known",
    `r.environments.get("minimal-py311-inference", label="latest")`,
  ],
  ["an argument", `command(environment="«AzureML-a@latest»")`, named({ label: "latest" })],
  [
    "a constant whose name says it",
    `curated_env_name = "«AzureML-a»"`,
    named({ version: null, label: null }),
  ],
  [
    "a constant that a call takes",
    `NAME = "«AzureML-a»"\ne = Environment.get(workspace=ws, name=NAME, version=2)`,
    named({ version: "2" }),
  ],
  ["a value whose key says it", `x = {"environment": "«AzureML-a:1»"}`, named({ version: "1" })],
  ["a name in another place", `x = "AzureML-a"\ny = f("AzureML-Compute")`],
  ["the user's own", `ml_client.environments.get("my-env", version="3")`],
  ["a message", `print("Using AzureML-a for env")`],
]);
