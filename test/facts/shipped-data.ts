import digests from "../../src/catalogue/data/digests.json" with { type: "json" };
import environments from "../../src/catalogue/data/environments.json" with { type: "json" };
import images from "../../src/catalogue/data/images.json" with { type: "json" };
import cycles from "../../src/catalogue/data/release-cycles.json" with { type: "json" };
import tags from "../../src/catalogue/data/tags.json" with { type: "json" };
import wheels from "../../src/catalogue/data/wheels.json" with { type: "json" };
import type { Files } from "./scripts.ts";

/** The data that ships, which the caller may change. */
export const shipped = (): Files =>
  structuredClone({ images, tags, digests, "release-cycles": cycles, wheels, environments });
