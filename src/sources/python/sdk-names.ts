/** Calls of the SDKs whose environment serves: deployments (v2), what an endpoint runs (v1). */
export const servingCalls: ReadonlySet<string> = new Set([
  "ManagedOnlineDeployment",
  "KubernetesOnlineDeployment",
  "OnlineDeployment",
  "BatchDeployment",
  "ModelBatchDeployment",
  "InferenceConfig",
]);

/** Calls that make an environment: `Environment(…)` and its class methods. */
export const environmentMakers: ReadonlySet<string> = new Set([
  "Environment",
  "from_conda_specification",
  "from_pip_requirements",
  "from_existing_conda_environment",
  "from_docker_image",
  "from_dockerfile",
  "from_docker_build_context",
]);

/** Calls that give the same environment back: their first argument, or what they are called on. */
export const passedOn: ReadonlySet<string> = new Set([
  "create_or_update",
  "begin_create_or_update",
]);
/** What gives back what it is called on. */
export const passedThrough: ReadonlySet<string> = new Set(["register", "clone", "result", "wait"]);

/** Arguments of estimators (SDK v1) that are an image which runs. */
export const imageArguments = ["custom_docker_image", "custom_docker_base_image"] as const;
