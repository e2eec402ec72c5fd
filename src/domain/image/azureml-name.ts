import type { Processor } from "./image-facts.ts";

/** What the name of an azureml repository states. Null is not stated: a name is never completed from similar names. */
export interface NameFacts {
  /** `ubuntu20.04`. */
  readonly os: string | null;
  readonly python: string | null;
  readonly cuda: string | null;
  readonly processor: Processor | null;
  /** `tensorflow 2.4`, or the bare product where the name carries no version. */
  readonly framework: string | null;
}

/** First words of the names of framework images, and the products they mean. */
const frameworks = new Map([
  ["lightgbm", "lightgbm"],
  ["mlflow", "mlflow"],
  ["onnxruntime", "onnxruntime"],
  ["pytorch", "pytorch"],
  ["sklearn", "scikit-learn"],
  ["tensorflow", "tensorflow"],
  ["tritonserver", "triton"],
  ["xgboost", "xgboost"],
]);

/**
 * Reads a name. Three grammars coexist: `<framework>-ubuntu20.04-py38-<cpu|cuda11.6.2-gpu>-inference`,
 * `<framework>-py312[-cuda12.4]-inference` and `inference-base[-gpu]-2004`. Words that contradict each other state nothing.
 * @param repository its last component is the name: `azureml/curated/minimal-py311-inference`
 */
export function readAzuremlName(repository: string): NameFacts {
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  const words = name.split("-");
  return {
    os: onlyOne([...words, baseRelease(name)].map(readUbuntu)),
    python: onlyOne(words.map(readPython)),
    cuda: onlyOne(words.map(readCuda)),
    processor: onlyOne(words.map(readProcessor)),
    framework: readFramework(words),
  };
}

/** `inference-base-gpu-2004` hides its Ubuntu release in four digits that mean nothing elsewhere. */
function baseRelease(name: string): string {
  const digits = /^inference-base(?:-gpu)?-(\d{4})$/.exec(name)?.[1];
  return `ubuntu${digits ?? ""}`;
}

/** Ubuntu is released in April and October, and once came out in June. */
function readUbuntu(word: string): string | null {
  const match = /^ubuntu(\d{1,2}\.|\d{2})(04|06|10)$/.exec(word);
  return match ? `ubuntu${match[1]?.replace(".", "") ?? ""}.${match[2] ?? ""}` : null;
}

/** `py310` is 3.10, `py3.7` is 3.7: the first digit is the major version, the rest is the minor one. */
function readPython(word: string): string | null {
  const match = /^py(\d)\.?(\d{1,2})$/.exec(word);
  return match ? `${match[1] ?? ""}.${match[2] ?? ""}` : null;
}

/** `cuda11.6.2` says so, `cu113` is 11.3: its last digit is the minor version. */
function readCuda(word: string): string | null {
  const short = /^cu(\d{1,2})(\d)$/.exec(word);
  if (short) return `${short[1] ?? ""}.${short[2] ?? ""}`;
  return /^cuda(\d+(?:\.\d+)*)$/.exec(word)?.[1] ?? null;
}

function readProcessor(word: string): Processor | null {
  if (word === "cpu") return "cpu";
  return word === "gpu" || word === "cuda" || readCuda(word) !== null ? "gpu" : null;
}

function readFramework([first = "", second = ""]: readonly string[]): string | null {
  // Older names have no hyphen before the version: `pytorch1.6-py3.7-inference-cpu`.
  const match = /^([a-z]+)(\d+(?:\.\d+)*)?$/.exec(first);
  const product = frameworks.get(match?.[1] ?? "");
  if (product === undefined) return null;
  if (product === "mlflow" && second === "huggingface") return "mlflow + huggingface";
  const version = match?.[2] ?? (/^\d+(?:\.\d+)*$/.test(second) ? second : null);
  return version === null ? product : `${product} ${version}`;
}

/** The value that all words agree on which state one. */
function onlyOne<T extends string>(values: readonly (T | null)[]): T | null {
  const distinct = new Set(values.filter((value) => value !== null));
  const [first] = distinct;
  return distinct.size === 1 && first !== undefined ? first : null;
}

/** Whether a repository lies below `azureml/` and has `inference` in the path below it: what is checked by default. */
export function isInferenceName(repository: string): boolean {
  return /^azureml\/(?:.*\/)?[^/]*inference/.test(repository);
}
