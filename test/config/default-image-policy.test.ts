import fc from "fast-check";
import picomatch from "picomatch";
import { expect, test } from "vitest";
import {
  defaultImagePolicy,
  inferencePatterns,
} from "../../src/config/settings/default-image-policy.ts";

const { isInference } = defaultImagePolicy();

test.each([
  ["azureml/minimal-py312-inference", true],
  ["azureml/curated/minimal-py311-inference", true],
  ["azureml/inference-base-2204", true],
  ["azureml/inference/of/anything", true],
  ["azureml/openmpi4.1.0-ubuntu22.04", false],
  ["azureml/minimal-inferance", false],
  ["azureml-foo/minimal-py312-inference", false],
  ["public/azureml/minimal-py312-inference", false],
  ["inference", false],
])("%s: %s", (repository, expected) => {
  expect(isInference(repository)).toBe(expected);
});

test("the default policy matches what its patterns match", () => {
  const matches = picomatch([...inferencePatterns]);
  const part = fc.constantFrom(
    "azureml",
    "inference",
    "x-inference",
    "inference-base",
    "curated",
    "a.b",
    "azureml-x",
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const repository = parts.join("/");
      expect(isInference(repository)).toBe(matches(repository));
    }),
    { seed: 1, numRuns: 2000 },
  );
});
