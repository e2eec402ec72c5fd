import * as z from "zod/mini";
import { readVersionCondition } from "../../domain/image/version-condition.ts";
import { levels } from "../../domain/rule/finding.ts";
import { maxRequirementName, requirementName, tagKinds } from "../../domain/rule/requirement.ts";
import { path, value } from "./placeholders.ts";
import { whyNotHost } from "./registry-grammar.ts";
import { about, choice, day, listOf, mapping, oneOrList, pattern, text } from "./value-schemas.ts";

const supportStates = ["listed", "published", "dropped", "withdrawn", "never-listed"];
const conditions = ["registry", "support", "os", "python", "cuda", "tag", "allow", "deny"] as const;

/** `require`: what images have to be. */
export function requirements(): z.ZodMiniType {
  const name = text(
    "a name of lower-case letters, digits and hyphens",
    requirementName,
    `${path} must consist of lower-case letters and digits, with hyphens between them, not ${value}`,
  ).check(
    z.refine((input) => String(input).length <= maxRequirementName, {
      error: `${path} must have at most ${maxRequirementName} characters`,
    }),
  );
  const patterns = listOf(pattern("names"), "image patterns", false);
  const entry = mapping({
    name: about(name, "The rule is policy-requirement/NAME."),
    images: about(patterns, "The images that it is about, with or without their registry."),
    files: z.optional(
      about(listOf(pattern("files"), "file patterns", false), "Only in these files."),
    ),
    registry: z.optional(
      about(oneOrList(host(), "registries"), "The registries to pull from, as written."),
    ),
    support: z.optional(
      about(
        oneOrList(choice(supportStates), "support states"),
        "What Microsoft says of the image.",
      ),
    ),
    os: z.optional(about(oneOrList(release(), "operating systems"), "ubuntu22.04, for example.")),
    python: z.optional(about(versions(">=3.11"), "The Python that runs: >=3.11, for example.")),
    cuda: z.optional(
      about(versions(">=12"), "The CUDA of images that have it: >=12, for example."),
    ),
    tag: z.optional(
      about(choice(tagKinds), "latest, a tag with a day or a digest, or a digest in any case."),
    ),
    allow: z.optional(about(oneOrList(pattern("names"), "image patterns"), "No other images.")),
    deny: z.optional(about(oneOrList(pattern("names"), "image patterns"), "Not these images.")),
    level: about(choice(levels), "The level of its findings."),
    unknown: z.optional(
      about(choice(levels), "The level where a demanded fact is not known. Default: note."),
    ),
    message: z.optional(about(message(), "The first part of its messages.")),
    until: z.optional(about(day(), "The last day on which it is demanded, YYYY-MM-DD.")),
  }).check(({ value: input, issues }) => {
    if (conditions.some((key) => Object.hasOwn(input as object, key))) return;
    const error = `${path} demands nothing: add ${conditions.slice(0, -1).join(", ")} or deny`;
    issues.push({ code: "custom", input, path: [], message: error });
  });
  return about(
    listOf(entry, "requirements").check(({ value: input, issues }) => {
      const known = new Set<string>();
      for (const [index, { name: own }] of (input as { readonly name: string }[]).entries()) {
        if (known.has(own))
          issues.push({
            code: "custom",
            input: own,
            path: [index, "name"],
            message: `${path} ${value} is the name of an earlier entry: choose another one`,
          });
        known.add(own);
      }
    }),
    "What images have to be, each entry a rule of its own: policy-requirement/NAME.",
  );
}

function host(): z.ZodMiniType {
  return z.string({ error: `${path} must be a registry, not ${value}` }).check(
    z.refine((input) => whyNotHost(input) === null, {
      error: ({ input }) => `${path} ${whyNotHost(String(input)) ?? ""}`,
    }),
  );
}

const releaseForm = /^[a-z]+(?:-[a-z]+)*[0-9]+(?:\.[0-9]+)*$/;

function release(): z.ZodMiniType {
  return text(
    "a release",
    releaseForm,
    `${path} must be a release as inferlint inspect shows it (ubuntu22.04), not ${value}`,
  );
}

function versions(example: string): z.ZodMiniType {
  const error = ({ input }: { readonly input?: unknown }): string =>
    typeof input === "number"
      ? `${path} must be text, not ${value}: put it in quotes`
      : `${path} must be comparisons of versions (${example}; >=3.10,<3.13), not ${value}`;
  return z
    .string({ error })
    .check(z.refine((input) => readVersionCondition(input) !== null, { error }));
}

/** One line, short enough for a message. */
const messageForm = /^(?=.*\S)[^\p{Cc}]{1,200}$/u;

function message(): z.ZodMiniType {
  return text(
    "one line",
    messageForm,
    `${path} must be one line of 1 to 200 characters, not ${value}`,
  );
}
