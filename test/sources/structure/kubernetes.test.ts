import { describe } from "vitest";
import { testStructures } from "./describe-structure.ts";

const image = "mcr.microsoft.com/azureml/x-inference";
const setting = "(securityContext.runAsUser)";
const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nspec:\n${spec}`;

describe("Kubernetes", () => {
  testStructures([
    ["pod", pod(`  containers:\n    - image: ${image}\n`), [`run ${image} ${setting}`]],
    [
      "user of the pod",
      pod(`  securityContext: { runAsUser: 0 }\n  containers:\n    - image: ${image}\n`),
      [`run ${image} user 0@4:33 ${setting}`],
    ],
    [
      "the user of the container wins",
      pod(
        `  securityContext: { runAsUser: 0 }\n  containers:\n    - image: ${image}\n      securityContext:\n        runAsUser: 1000\n`,
      ),
      [`run ${image} user 1000@8:20 ${setting}`],
    ],
    [
      "each container has its own",
      pod(
        `  initContainers:\n    - image: a/azureml\n      securityContext: { runAsUser: 0 }\n  containers:\n    - image: b/azureml\n  ephemeralContainers:\n    - image: c/azureml\n  securityContext: { runAsUser: 5 }\n`,
      ),
      [
        `run a/azureml user 0@6:37 ${setting}`,
        `run b/azureml user 5@11:33 ${setting}`,
        `run c/azureml user 5@11:33 ${setting}`,
      ],
    ],
    [
      "root is forbidden",
      pod(`  securityContext: { runAsNonRoot: true }\n  containers:\n    - image: ${image}\n`),
      [`run ${image} not root ${setting}`],
    ],
    [
      "root is forbidden but for one container",
      pod(
        `  securityContext: { runAsNonRoot: true }\n  containers:\n    - image: ${image}\n      securityContext: { runAsNonRoot: false, runAsUser: 0 }\n`,
      ),
      [`run ${image} user 0@7:58 ${setting}`],
    ],
    [
      "root is forbidden and set",
      pod(
        `  securityContext: { runAsNonRoot: true, runAsUser: 0 }\n  containers:\n    - image: ${image}\n`,
      ),
      [`run ${image} user 0@4:53 not root ${setting}`],
    ],
    [
      "a text is no truth value",
      pod(`  securityContext: { runAsNonRoot: "true" }\n  containers:\n    - image: ${image}\n`),
      [`run ${image} ${setting}`],
    ],
    [
      "user that is not known",
      pod(
        `  containers:\n    - image: ${image}\n      securityContext:\n        runAsUser: \${UID}\n`,
      ),
      [`run ${image} user ?@7:20 ${setting}`],
    ],
    [
      "template that YAML reads as a mapping",
      pod(
        `  containers:\n    - image: ${image}\n      securityContext:\n        runAsUser: {{ .Values.uid }}\n`,
      ),
      [`run ${image} user ?@7:20 ${setting}`],
    ],
    [
      "template in quotes",
      pod(
        `  containers:\n    - image: ${image}\n      securityContext:\n        runAsUser: "{{ .Values.uid }}"\n`,
      ),
      [`run ${image} user {{ .Values.uid }}@7:21 ${setting}`],
    ],
    [
      "whether root is forbidden is not known",
      pod(`  securityContext: { runAsNonRoot: "{{ x }}" }\n  containers:\n    - image: ${image}\n`),
      [`run ${image} user ?@4:37 ${setting}`],
    ],
    [
      "deployment, cron job and list",
      `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: apps/v1\n    kind: Deployment\n    spec:\n      template:\n        spec:\n          securityContext: { runAsUser: 7 }\n          containers: [{ image: a/azureml }]\n  - apiVersion: batch/v1\n    kind: CronJob\n    spec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: b/azureml }] } } } } }\n`,
      [`run a/azureml user 7@9:41 ${setting}`, `run b/azureml ${setting}`],
    ],
    [
      "the user of one pod is not that of the next document",
      `${pod(`  securityContext: { runAsUser: 0 }\n  containers: [{ image: a/azureml }]\n`)}---\n${pod(`  containers: [{ image: b/azureml }]\n`)}`,
      [`run a/azureml user 0@4:33 ${setting}`, `run b/azureml ${setting}`],
    ],
    [
      "Argo: container, script, sidecars, and the user of all",
      `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  securityContext: { runAsUser: 8 }\n  templates:\n    - container: { image: a/azureml }\n    - script: { image: b/azureml, source: x, securityContext: { runAsUser: 9 } }\n      sidecars: [{ image: c/azureml }]\n    - securityContext: {}\n      container: { image: d/azureml }\n`,
      [
        `run a/azureml user 8@4:33 ${setting}`,
        `run b/azureml user 9@7:76 ${setting}`,
        `run c/azureml user 8@4:33 ${setting}`,
        `run d/azureml ${setting}`,
      ],
    ],
    [
      "KServe",
      `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nspec:\n  predictor:\n    securityContext: { runAsUser: 3 }\n    model: { image: a/azureml }\n  transformer:\n    containers: [{ image: b/azureml }]\n`,
      [`run a/azureml user 3@5:35 ${setting}`, `run b/azureml ${setting}`],
    ],
    [
      "anchors and merge keys",
      pod(
        `  x: &c\n    image: ${image}\n    securityContext: &s { runAsUser: 0 }\n  containers:\n    - <<: *c\n    - *c\n`,
      ),
      [`run ${image} user 0@6:38 ${setting}`],
    ],
    [
      "arguments, variables and custom resources only name an image",
      `apiVersion: x/v1\nkind: Model\nspec:\n  image: ${image}\n  containers:\n    - args: [${image}]\n      env: [{ name: A, value: ${image} }]\n`,
      [],
    ],
    [
      "trap: ConfigMap with a manifest as text",
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  pod.yaml: |\n    apiVersion: v1\n    kind: Pod\n    spec:\n      containers:\n        - image: ${image}\n`,
      [],
    ],
    [
      "trap: pattern of a policy",
      `apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nspec:\n  rules:\n    - validate: { pattern: { spec: { containers: [{ image: ${image} }] } } }\n`,
      [],
    ],
    ["trap: containers of something else", `containers:\n  - image: ${image}\n`, []],
    [
      "wrong types",
      `${pod("  containers: x\n  securityContext: []\n")}---\n${pod("  containers: [1, [2], { image: [3], securityContext: 4 }, null]\n")}---\napiVersion: v1\nkind: Pod\n---\n${pod("  containers:\n    - image:\n")}`,
      [],
    ],
    [
      "cyclic anchors",
      `apiVersion: v1\nkind: Pod\nspec: &a\n  <<: *a\n  b: *a\n  containers: *a\n`,
      [],
    ],
  ]);
});

describe("values of Helm charts", () => {
  const path = "chart/values.yaml";
  testStructures([
    [
      "nothing says who runs",
      `image:\n  registry: mcr.microsoft.com\n  repository: azureml/x-inference\n  tag: "1"\n`,
      [],
      path,
    ],
    [
      "user of the container",
      `securityContext:\n  runAsUser: 0\nimage:\n  repository: ${image}\n`,
      [`run ${image} user 0@2:14 ${setting}`],
      path,
    ],
    [
      "user of the pod, of one of several",
      `api:\n  image: { repository: a/azureml }\n  podSecurityContext: { runAsUser: 5 }\nweb:\n  image: b/azureml\n`,
      [`run a/azureml user 5@3:36 ${setting}`],
      "chart/values-prod.yaml",
    ],
    [
      "root is forbidden",
      `image: ${image}\npodSecurityContext: { runAsNonRoot: true }\nsecurityContext: {}\n`,
      [`run ${image} not root ${setting}`],
      path,
    ],
    ["trap: another name", `securityContext: { runAsUser: 0 }\nimage: ${image}\n`, []],
  ]);
});
