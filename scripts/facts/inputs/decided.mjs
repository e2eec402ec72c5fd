// The form of decided.yaml.
import { z } from "zod";

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, "no day, write YYYY-MM-DD");
const repository = z.string().regex(/^azureml\//, "no repository below azureml/");
const cited = { source: z.string().min(1), asOf: day };
/** An acceptance as `build` prints it: a source that vanished has no day. */
const citedOrUndated = { source: z.string().min(1), asOf: day.optional() };
const note = z.string().optional();
const place = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+@[0-9a-f]{7,40}:.+$/, "no place, write owner/repository@commit:path");

/** The one source without a day: what was found in public copies whose repository is not known. */
const unaddressed = "public code, without an address";

const facts = {
  family: z.string().optional(),
  os: z.string().optional(),
  python: z.string().optional(),
  cuda: z.string().optional(),
  processor: z.enum(["cpu", "gpu"]).optional(),
  user: z.string().optional(),
};

const image = z
  .strictObject({
    ...facts,
    draft: z.boolean().optional(),
    documented: z.string().optional(),
    framework: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
    conda: z.string().optional(),
    source: z.string().min(1).optional(),
    asOf: day.optional(),
    note,
  })
  .superRefine((entry, context) => {
    const message = problemOf(entry);
    if (message) context.addIssue({ code: "custom", message });
  });

/** What is wrong with the source of an image's entry; a name of which nothing is stated may have none, or one without a day. */
function problemOf({ source, asOf, note: _, ...stated }) {
  const names = Object.keys(stated);
  const missing = [!source && "source", !asOf && "asOf (the day of the source)"].filter(Boolean);
  if (missing.length === 0) return null;
  const isName = names.every((name) => name === "family" && stated.family === "unverified");
  if (source === unaddressed && isName) return null;
  if (!source && !asOf && names.length === 0) return null;
  const what = names.length > 0 ? `states ${names.join(", ")}` : "has a source";
  const allowed = `only a name that states no fact may have no day, with the source "${unaddressed}"`;
  return `${what} without ${missing.join(" and ")}: add what is missing, or move facts that have another source to \`facts\`; ${allowed}`;
}

/** What a group may state. */
export const factNames = Object.keys(facts);

/** Facts of several images, or with another source than the entry of the image. */
const group = z
  .strictObject({
    for: z.array(repository).min(1),
    ...facts,
    inferred: z.boolean().optional(),
    why: z.string(),
    ...cited,
  })
  .refine((entry) => factNames.some((name) => entry[name] !== undefined), {
    message: `states no fact: add one of ${factNames.join(", ")}`,
  });

const table = (entry) => z.record(repository, z.record(z.string(), entry));

export const decidedSchema = z.strictObject({
  sentences: z.record(z.string(), z.strictObject({ path: z.string(), text: z.string(), ...cited })),
  images: z.record(repository, image),
  facts: z.array(group),
  successors: z.array(
    z.strictObject({
      for: z.array(repository).min(1),
      repository: z.string(),
      basis: z.enum(["documented", "inferred", "extend"]),
      why: z.string(),
      ...cited,
    }),
  ),
  environments: z.array(
    z.strictObject({
      for: z.record(
        z.string().regex(/^AzureML-/i, "no name that begins with AzureML-"),
        repository,
      ),
      ...cited,
      note,
    }),
  ),
  conda: z.array(z.strictObject({ pattern: z.string(), path: z.string(), ...cited })),
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
