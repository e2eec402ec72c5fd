const productsOf = (framework) => framework?.split(" + ").map((part) => part.split(" ")[0]) ?? [];

/** Versions may differ; a product may not get lost: `mlflow + huggingface` is more than `mlflow`. */
export const dropsFramework = (from, to) =>
  productsOf(from).some((product) => !productsOf(to).includes(product));
