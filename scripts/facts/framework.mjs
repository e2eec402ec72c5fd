const productsOf = (framework) => framework?.split(" + ").map((part) => part.split(" ")[0]) ?? [];

/** Whether a product of one framework is missing in the other (`mlflow + huggingface` → `mlflow`); versions may differ. */
export const dropsFramework = (from, to) =>
  productsOf(from).some((product) => !productsOf(to).includes(product));
