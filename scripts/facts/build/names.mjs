// What the name of a repository says, where no source says it otherwise.

/** The family of each form of name, the first that fits. Others stand in decided.yaml. */
const families = [
  [/^azureml\/curated\/acpt-/, "acpt"],
  [/^azureml\/curated\/.*inference/, "curated-inference"],
  [/^azureml\/curated\//, "curated"],
  [/^azureml\/aifx\//, "acpt"],
  [/^azureml\/promptflow\//, "promptflow"],
  [/^azureml\/inference-base-/, "inference-base"],
  [/^azureml\/[^/]*inference/, "inference"],
  [/^azureml\/(?:openmpi|intelmpi)[\d.]+-/, "base"],
  [/^azureml\/base(?:-gpu)?$/, "base"],
];

/** Families whose images serve models. */
export const servingFamilies = ["inference", "inference-base", "curated-inference"];

/** Families that Microsoft's list of inference images is about: also names of which nothing shows that they were published. */
export const inferenceFamilies = [...servingFamilies, "unverified"];

/** Null for a name of which nothing says to which family it belongs. */
export const familyOf = (repository) =>
  families.find(([form]) => form.test(repository))?.[1] ?? null;

/** Images that others are built on, without a word for the processor in their names where they are for CPUs. */
const isParent = /^azureml\/(?:(?:openmpi|intelmpi)[\d.]+-|inference-base-)/;

/** @param readName `readAzuremlName` of the product */
export function processorOf(repository, readName) {
  return readName(repository).processor ?? (isParent.test(repository) ? "cpu" : null);
}

/** `mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04:20260715.v1` → `azureml/openmpi5.0-ubuntu24.04`; null for others. */
export const azuremlRepositoryOf = (reference) =>
  /^(?:mcr\.microsoft\.com\/)?(azureml\/[^:@]+)/.exec(reference ?? "")?.[1] ?? null;
