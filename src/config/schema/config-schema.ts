import * as z from "zod/mini";
import { fileKinds } from "../../domain/build/file-kind.ts";
import { linuxPlatform } from "../../domain/image/platform.ts";
import { levels } from "../../domain/rule/finding.ts";
import { extendsPath } from "./extends-schema.ts";
import { mirror } from "./mirror-schema.ts";
import { path, name, value } from "./placeholders.ts";
import { policyKeys } from "./policy-schema.ts";
import { requirements } from "./require-schema.ts";
import type { DescribedRule } from "./rule-schema.ts";
import { ruleEntries, ruleId } from "./rule-schema.ts";
import {
  about,
  baselinePath,
  boolean,
  choice,
  day,
  emptyReason,
  integer,
  listOf,
  mapping,
  pattern,
  text,
} from "./value-schemas.ts";

/**
 * What a configuration may contain. It validates at run time, and the published JSON Schema is made from it. Each message is
 * beside the key or value it is about; see `placeholders.ts` for the parts that are filled in.
 */
export function configSchema(rules: readonly DescribedRule[]): z.ZodMiniType {
  const known = schemas.get(rules);
  if (known) return known;
  const schema = schemaOf(rules);
  schemas.set(rules, schema);
  return schema;
}

/** To build a schema takes longer than to validate with it, and a policy and a configuration share one. */
const schemas = new WeakMap<readonly DescribedRule[], z.ZodMiniType>();

function schemaOf(rules: readonly DescribedRule[]): z.ZodMiniType {
  return mapping({
    files: z.optional(files()),
    images: z.optional(images()),
    supportWindow: z.optional(supportWindow()),
    rules: z.optional(ruleEntries(rules)),
    exceptions: z.optional(exceptions(rules)),
    require: z.optional(requirements()),
    build: z.optional(build()),
    baseline: z.optional(
      about(
        baselinePath(),
        "The file of accepted findings, relative to the directory of the configuration.",
      ),
    ),
    failOn: z.optional(
      about(
        choice([...levels, "never"]),
        "The lowest level of a finding that fails the run: exit 1.",
      ),
    ),
    preview: z.optional(
      about(
        boolean(),
        "Whether preview rules run. Default: false. A repository cannot turn off what its policy turns on.",
      ),
    ),
    overrides: z.optional(overrides(rules)),
    extends: z.optional(
      about(
        extendsPath(),
        "Another file of the repository whose settings count where this one has none, relative to this one.",
      ),
    ),
    ...policyKeys(rules),
  });
}

function files(): z.ZodMiniType {
  const patterns = listOf(pattern("files"), "file patterns");
  return about(
    mapping({
      include: z.optional(
        about(
          patterns,
          "Files to check although their names do not tell their kind: as Dockerfiles.",
        ),
      ),
      exclude: z.optional(about(patterns, "Files and directories to skip.")),
      kinds: z.optional(
        about(
          listOf(choice(fileKinds), "kinds of files", false),
          "The kinds of files to search for. Default: all. Files of the kind markdown are read only where they are named.",
        ),
      ),
      gitignore: z.optional(
        about(boolean(), "Policy only: whether to respect .gitignore files of the repository."),
      ),
    }),
    "Which files are checked. Patterns are relative to the directory of the configuration and also match everything below.",
  );
}

function images(): z.ZodMiniType {
  return about(
    mapping({
      include: z.optional(
        about(
          listOf(pattern("images"), "repository patterns"),
          "The repositories of Microsoft's registry that are checked as inference images.",
        ),
      ),
      mirrors: z.optional(
        about(
          listOf(mirror(), "mirrors"),
          "Registries that serve Microsoft's images under another name.",
        ),
      ),
    }),
    "Which images are checked.",
  );
}

function supportWindow(): z.ZodMiniType {
  return about(
    mapping({
      months: z.optional(
        about(
          integer(0, 120),
          "The age of the oldest supported tag, in calendar months. Default: 6.",
        ),
      ),
      from: z.optional(
        about(
          choice(["latest", "today"]),
          "The day to count back from: the date of latest, or the as-of date. Default: latest.",
        ),
      ),
    }),
    "How old a tag may be, for stale-tag and unverified-tag.",
  );
}

function exceptions(rules: readonly DescribedRule[]): z.ZodMiniType {
  const reason = text("a reason", /\S/, emptyReason());
  const entry = mapping({
    rules: about(listOf(ruleId(rules), "rules", false), "The rules that the exception is for."),
    images: z.optional(
      about(
        listOf(pattern("images"), "repository patterns", false),
        "Only for these repositories.",
      ),
    ),
    files: z.optional(
      about(listOf(pattern("files"), "file patterns", false), "Only in these files."),
    ),
    until: z.optional(about(day(), "The last day of the exception, YYYY-MM-DD.")),
    reason: about(reason, "Why the findings are accepted. Must not be empty."),
  });
  return about(
    listOf(entry, "exceptions"),
    "Findings that are accepted, with a reason and an end.",
  );
}

/** What can differ between files. */
function buildOfFile(): Readonly<Record<string, z.ZodMiniType>> {
  const targets = listOf(text("the name of a stage", /^[\w][\w.-]*$/), "stage names");
  return {
    args: z.optional(about(buildArgs(), "Build arguments, as with --build-arg.")),
    targets: z.optional(
      about(targets, "The stages to check as build targets. Default: the last stage."),
    ),
  };
}

/** Inference images are made for Linux. */

function build(): z.ZodMiniType {
  const error = `${path} must be a platform such as linux/amd64 or linux/arm64, not ${value}`;
  const platform = z.string({ error }).check(z.regex(linuxPlatform, { error }));
  return about(
    mapping({
      ...buildOfFile(),
      platform: z.optional(
        about(platform, "The platform that all files are built for. Default: linux/amd64."),
      ),
    }),
    "How the Dockerfiles are built.",
  );
}

function buildArgs(): z.ZodMiniType {
  const argument = z.string({
    error: ({ input }) =>
      typeof input === "number" || typeof input === "boolean" || input === null
        ? `${path} must be text, not ${value}: put it in quotes`
        : `${path} must be text, not ${value}`,
  });
  const argumentName = z.string().check(
    z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
      error: `${name} is not a valid name of a build argument: use letters, digits and _, and no digit first`,
    }),
  );
  return z.record(argumentName, argument, { error: `${path} must be a mapping, not ${value}` });
}

function overrides(rules: readonly DescribedRule[]): z.ZodMiniType {
  const entry = mapping({
    files: about(listOf(pattern("files"), "file patterns", false), "The files that it is for."),
    supportWindow: z.optional(supportWindow()),
    rules: z.optional(ruleEntries(rules)),
    build: z.optional(about(mapping(buildOfFile()), "How these Dockerfiles are built.")),
  });
  return about(
    listOf(entry, "overrides"),
    "Other settings for some files. If several match, the last one wins.",
  );
}
