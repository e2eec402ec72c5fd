// The catalogue that the collected sources and decided.yaml give.
import { cyclesOf } from "./cycles.mjs";
import { environmentsOf } from "./environments.mjs";
import { imagesOf } from "./images.mjs";
import { digestsOf, tagsOf } from "./tags.mjs";
import { wheelsOf } from "./wheels.mjs";

/** The files of the catalogue, in src/catalogue/data/, without `.json`. */
export const dataFiles = ["images", "tags", "digests", "release-cycles", "wheels", "environments"];

/**
 * @param inputs `{ collected, decided }`, as `readInputs` returns them
 * @param readName `readAzuremlName` of the product
 * @returns the content of each file by its name
 * @throws Error that names the file and the key of what cannot be merged
 */
export function build(inputs, readName) {
  const images = imagesOf(inputs, readName);
  return {
    images,
    tags: tagsOf(inputs, images.repositories),
    digests: digestsOf(inputs, images.repositories),
    "release-cycles": cyclesOf(inputs.collected, inputs.decided.cycles),
    wheels: wheelsOf(inputs.collected.pypi),
    environments: environmentsOf(inputs, images.repositories),
  };
}
