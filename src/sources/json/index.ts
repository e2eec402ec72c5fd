import { jsonBakeBuilds } from "../bake/index.ts";
import { joined } from "../placed.ts";
import type { SourceReader } from "../source-reading.ts";
import { read as readYaml } from "../yaml/index.ts";

/** Reads JSON, which is YAML, too; a bake file describes builds besides. */
export const read: SourceReader = (text, context) => {
  const reading = readYaml(text, context);
  const bake = /"target"/.test(text) ? jsonBakeBuilds(context.path, text) : null;
  // The Dockerfiles of a bake file are those of its targets, with their arguments.
  return bake ? joined([{ ...reading, dockerfiles: [] }, bake]) : reading;
};
