// The support state of an image: by Microsoft's list of inference images, the tags of curated environments, and the notes of
// base images.
import { inferenceFamilies } from "./names.mjs";

/**
 * @param facts what its source states: `support` of a base image, `withdrawn` of an environment
 * @returns null for an image that no list is about
 */
export function supportOf({ name, family, facts, decided, environment, list }) {
  if (family === "base") return facts.support ?? null;
  if (list.images.includes(name)) return "listed";
  if (environment?.withdrawn) return "withdrawn";
  if (!inferenceFamilies.includes(family)) return null;
  if (environment?.tags.includes("Inferencing")) return "published";
  return decided?.documented && !decided.draft ? "dropped" : "never-listed";
}
