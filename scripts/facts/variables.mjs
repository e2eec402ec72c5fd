// Variables that curated images set: those that every version of their Dockerfile on the release branch of Azure/azureml-assets
// sets. The images that these are built on set others, which no source states, so the lists are never complete.
const conda = [
  "AZUREML_CONDA_DEFAULT_ENVIRONMENT",
  "AZUREML_CONDA_ENVIRONMENT_PATH",
  "LD_LIBRARY_PATH",
  "PATH",
];
const mlflow = ["AML_APP_ROOT", "AZUREML_ENTRY_SCRIPT", ...conda];

/** By environment: the newest version, its day, and the names. */
const stated = {
  "amelie-inference": ["750ed04967", "2025-12-17", conda],
  "foundation-model-serve": [
    "b1188226ba",
    "2026-07-17",
    [
      "AZUREML_CONDA_ENVIRONMENT_PATH",
      "CONDA_DEFAULT_ENV",
      "CONDA_PREFIX",
      "DEBIAN_FRONTEND",
      "PATH",
      "PYTHONDONTWRITEBYTECODE",
      "PYTHONUNBUFFERED",
      "SVDIR",
      "TZ",
      "WORKER_TIMEOUT",
    ],
  ],
  "minimal-app-quickstart": ["ea8e86ed42", "2025-02-25", conda],
  "minimal-py311-inference": ["0b4d3d85f3", "2026-07-23", conda],
  "minimal-py312-cuda12.4-inference": ["0b4d3d85f3", "2026-07-23", conda],
  "minimal-py39-inference": ["a5adead243", "2025-02-04", conda],
  "minimal-ubuntu20.04-py38-cpu-inference": ["f5505e4d47", "2024-05-31", conda],
  "minimal-ubuntu20.04-py38-cuda11.6.2-gpu-inference": ["f5505e4d47", "2024-05-31", conda],
  "mlflow-model-inference": [
    "05d9590acc",
    "2026-07-16",
    [...mlflow, "AZUREML_INFERENCE_SERVER_HTTP_ENABLED", "SVDIR", "WORKER_TIMEOUT"],
  ],
  "mlflow-py312-inference": ["0b4d3d85f3", "2026-07-23", mlflow],
  "mlflow-py39-inference": ["a5adead243", "2025-02-04", mlflow],
};

/** The variables of an image with their source; null where no source states any. */
export function envOf(repository) {
  const name = /^azureml\/curated\/(.+)$/.exec(repository)?.[1];
  const entry = Object.entries(stated).find(([environment]) => environment === name)?.[1];
  if (!entry) return null;
  const [commit, asOf, names] = entry;
  const source = `Azure/azureml-assets@${commit}:latest/environment/${name}/context/Dockerfile`;
  return { names: [...names].sort(), source, asOf };
}
