import { jsonBakeBuilds } from "../bake/index.ts";
import { joined } from "../placed.ts";
import type { ReaderContext, SourceReading } from "../source-reading.ts";

/** Reads JSON, which is YAML, too; a bake file describes builds besides. */
export async function read(text: string, context: ReaderContext): Promise<SourceReading> {
  const { read: readYaml } = await import("../yaml/index.ts");
  const reading = readYaml(text, context);
  const bake = text.includes('"target"') ? jsonBakeBuilds(context.path, text) : null;
  // The Dockerfiles of a bake file are those of its targets, with their arguments.
  return bake ? joined([{ ...reading, dockerfiles: [] }, bake]) : reading;
}
