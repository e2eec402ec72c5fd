/**
 * The sources: the name of the folder that holds one, and of the file that is collected from it; those that are online have no
 * folder. The modules are loaded when they are needed.
 */
export const sources = [
  { name: "azureml-assets", load: () => import("./azureml-assets.mjs") },
  { name: "azureml-examples", load: () => import("./azureml-examples.mjs") },
  { name: "AzureML-Containers", load: () => import("./azureml-containers.mjs") },
  { name: "azure-ai-docs", load: () => import("./azure-ai-docs.mjs") },
  { name: "endoflife.date", load: () => import("./endoflife-date.mjs") },
  { name: "distro-info-data", load: () => import("./distro-info-data.mjs") },
  { name: "pins", load: () => import("./pins.mjs") },
  { name: "pypi", online: true, load: () => import("./pypi.mjs") },
  { name: "registry", online: true, load: () => import("./registry.mjs") },
];
