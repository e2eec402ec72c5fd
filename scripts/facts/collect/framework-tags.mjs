/** Products that a specification names with their version as a tag, and how the catalogue calls them. */
const products = {
  LightGBM: "lightgbm",
  PyTorch: "pytorch",
  "Scikit-learn": "scikit-learn",
  Tensorflow: "tensorflow",
  VLLM: "vllm",
};

/** The framework that the tags of a specification state: `pytorch 2.8`; null where they state none, or more than one. */
export function frameworkIn(tags) {
  const found = Object.entries(products)
    .filter(([tag]) => /^\d+(?:\.\d+)*$/.test(tags?.[tag]))
    .map(([tag, product]) => `${product} ${tags[tag]}`);
  return found.length === 1 ? found[0] : null;
}
