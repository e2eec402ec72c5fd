// The form of decided.yaml.
import { z } from "zod";

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, "no day, write YYYY-MM-DD");
const repository = z.string().regex(/^azureml\//, "no repository below azureml/");
const cited = { source: z.string().min(1), asOf: day };
/** A source that has no day, as a page that was copied without one. */
const citedOrUndated = { source: z.string().min(1), asOf: day.optional() };
const note = z.string().optional();
const place = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+@[0-9a-f]{7,40}:.+$/, "no place, write owner/repository@commit:path");

const image = z.strictObject({
  family: z.string().optional(),
  draft: z.boolean().optional(),
  documented: z.string().optional(),
  os: z.string().optional(),
  python: z.string().optional(),
  cuda: z.string().optional(),
  processor: z.enum(["cpu", "gpu"]).optional(),
  user: z.string().optional(),
  framework: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  conda: z.string().optional(),
  inferred: z.array(z.string()).optional(),
  source: z.string().optional(),
  asOf: day.optional(),
  note,
});

const table = (entry) => z.record(repository, z.record(z.string(), entry));

export const decidedSchema = z.strictObject({
  sentences: z.record(z.string(), z.strictObject({ path: z.string(), text: z.string(), ...cited })),
  images: z.record(repository, image),
  successors: z.array(
    z.strictObject({
      for: z.array(repository).min(1),
      repository: z.string(),
      basis: z.enum(["documented", "inferred", "extend"]),
      why: z.string(),
      ...cited,
    }),
  ),
  conda: z.array(z.strictObject({ pattern: z.string(), path: z.string(), ...citedOrUndated })),
  tags: table(z.strictObject({ source: place, asOf: day, note })),
  digests: table(z.strictObject({ source: place, asOf: day, tag: z.string().optional(), note })),
  cycles: z.record(
    z.string(),
    z.strictObject({
      ...cited,
      cycles: z.record(
        z.string(),
        z.strictObject({ endOfLife: day, endOfExtendedLife: day.optional() }),
      ),
    }),
  ),
  accept: z.array(
    z.strictObject({ change: z.string(), ...citedOrUndated, why: z.string().optional() }),
  ),
});
