/** A release of a package on PyPI; the version is null where only the product is known. */
export interface PackageRelease {
  readonly name: string;
  readonly version: string | null;
}

/** The packages that hold the frameworks of images. Triton is a server, and no package. */
const packages = new Map([
  ["lightgbm", "lightgbm"],
  ["mlflow", "mlflow"],
  ["onnxruntime", "onnxruntime"],
  ["pytorch", "torch"],
  ["scikit-learn", "scikit-learn"],
  ["tensorflow", "tensorflow"],
  ["vllm", "vllm"],
  ["xgboost", "xgboost"],
]);

/** Versions that names of images shorten: XGBoost went from 0.82 to 0.90, and has no 0.9. */
const fullVersions = new Map([["xgboost 0.9", "0.90"]]);

/**
 * The package of a framework as facts name it: `pytorch 1.9` is torch 1.9. Null where it is none, or more than one product.
 */
export function packageOf(framework: string): PackageRelease | null {
  const match = /^(\S+)(?: (\d+(?:\.\d+)*))?$/.exec(framework);
  const name = packages.get(match?.[1] ?? "");
  if (name === undefined) return null;
  return { name, version: fullVersions.get(framework) ?? match?.[2] ?? null };
}
