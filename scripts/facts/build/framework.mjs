const productsOf = (framework) => framework?.split(" + ").map((part) => part.split(" ")[0]) ?? [];

/** Whether a product of one framework is missing in the other (`mlflow + huggingface` → `mlflow`); versions may differ. */
export const dropsFramework = (from, to) =>
  productsOf(from).some((product) => !productsOf(to).includes(product));

/** `…-cu126-py310-torch280` → `pytorch 2.8`; null for a parent whose name has no PyTorch. */
export function frameworkInParent(parent) {
  const [, major, minor] = /-torch(\d)(\d{1,2})[\dx](?=[:@]|$)/.exec(parent ?? "") ?? [];
  return major === undefined ? null : `pytorch ${major}.${minor}`;
}
