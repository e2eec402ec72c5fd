import * as z from "zod/mini";
import { parseCalendarDate } from "../../text/calendar-date.ts";
import { levels } from "../../domain/rule/finding.ts";
import { linuxPlatform } from "../../domain/image/platform.ts";
import type { OptionKind, Rule } from "../../domain/rule/rule.ts";
import {
  absent,
  about,
  absoluteBaseline,
  argName,
  baselinePath,
  dayPattern,
  isOneOf,
  listOf,
  mapping,
  mirror,
  text,
} from "./schema-messages.ts";
import { filePattern, imagePattern, whyNotPattern } from "./patterns.ts";

/** As long as a path of a Dockerfile gets. */
const maxPatternLength = 1024;

/**
 * What a configuration looks like. It validates at run time, the published JSON Schema is made from it, and the words of every
 * message stand beside what they are about (see `describeIssue` for what is filled in).
 */
export function configSchema(rules: readonly Rule[]): z.ZodMiniType {
  const ruleId = z.enum(
    rules.map(({ id }) => id),
    {
      error: ({ input }) =>
        typeof input === "string"
          ? "there is no rule {text}{suggestion}; inferlint rules lists them"
          : "{path} is the name of a rule, not {value}",
    },
  );
  const files = listOf(pattern("files"), "patterns of files");
  const images = listOf(pattern("images"), "patterns of repositories");
  const ruleEntries = about(
    mapping(
      Object.fromEntries(
        rules.map((rule) => [rule.id, z.optional(about(ruleEntry(rule), rule.summary))]),
      ),
    ),
    "Levels and options of rules: ID: level, or ID: { level: …, option: … }.",
  );
  const perFile = {
    args: z.optional(about(buildArgs(), "Build arguments, as --build-arg gives them.")),
    targets: z.optional(
      about(
        listOf(text("the name of a stage", /^[\w][\w.-]*$/), "names of stages"),
        "The stages that are judged as targets, one after the other; without it the last stage.",
      ),
    ),
  };
  const words = "{path} is a platform such as linux/amd64 or linux/arm64, not {value}";
  const build = about(
    mapping({
      ...perFile,
      platform: z.optional(
        about(
          z.string({ error: words }).check(z.regex(linuxPlatform, { error: words })),
          "The platform that is built for, all files alike; without it linux/amd64.",
        ),
      ),
    }),
    "How the Dockerfiles are built.",
  );
  const overriddenBuild = about(mapping(perFile), "How these Dockerfiles are built.");
  const level = about(
    levelOf([...levels, "never"], "{path} is error, warning, note or never"),
    "From which level on a finding makes the run fail: exit 1.",
  );
  return mapping({
    files: z.optional(
      about(
        mapping({
          include: z.optional(
            about(files, "Files that are judged though they do not have the name of a Dockerfile."),
          ),
          exclude: z.optional(about(files, "Files and directories that are left out.")),
          gitignore: z.optional(
            about(
              z.boolean({ error: "{path} is true or false, not {value}" }),
              "Policy only: whether .gitignore of the repository counts.",
            ),
          ),
        }),
        "Which files are judged. Patterns are relative to the directory of the configuration and cover what lies below too.",
      ),
    ),
    images: z.optional(
      about(
        mapping({
          include: z.optional(
            about(
              images,
              "The repositories of Microsoft's registry that are judged as inference images.",
            ),
          ),
          mirrors: z.optional(
            about(
              listOf(mirror(), "mirrors"),
              "Registries that serve Microsoft's images under another name.",
            ),
          ),
        }),
        "Which images are judged.",
      ),
    ),
    rules: z.optional(ruleEntries),
    exceptions: z.optional(
      about(
        listOf(
          mapping({
            rules: about(listOf(ruleId, "rules", 1), "The rules that are excepted."),
            images: z.optional(
              about(
                listOf(pattern("images"), "patterns of repositories", 1),
                "Only for these repositories.",
              ),
            ),
            files: z.optional(
              about(listOf(pattern("files"), "patterns of files", 1), "Only in these files."),
            ),
            until: z.optional(about(day(), "The last day it holds, YYYY-MM-DD.")),
            reason: about(
              text("a reason", /\S/, absent("reason")),
              "Why it is there. It has to say something.",
            ),
          }),
          "exceptions",
        ),
        "Findings that are accepted, until a day and for a reason.",
      ),
    ),
    build: z.optional(build),
    baseline: z.optional(
      about(
        z
          .string({ error: "{path} is the path of a file, not {value}" })
          .check(z.regex(baselinePath, { error: absoluteBaseline })),
        "The file of known findings, relative to the directory of the configuration.",
      ),
    ),
    failOn: z.optional(level),
    overrides: z.optional(
      about(
        listOf(
          mapping({
            files: about(
              listOf(pattern("files"), "patterns of files", 1),
              "The files it is about.",
            ),
            rules: z.optional(ruleEntries),
            build: z.optional(overriddenBuild),
          }),
          "overrides",
        ),
        "Other settings for some files. Of several the last wins.",
      ),
    ),
    allowLocal: z.optional(
      about(listOf(ruleId, "rules"), "Policy only: rules that it leaves to the repositories."),
    ),
    maxExceptionDays: z.optional(
      about(
        integer(0, 3650),
        "Policy only: how many days ahead an exception of a repository may end; without it none is allowed.",
      ),
    ),
  });
}

function ruleEntry(rule: Rule): z.ZodMiniType {
  const level = levelOf([...levels, "off"], "{path} is error, warning, note or off");
  const options = Object.entries(rule.optionKinds).map(
    ([name, kind]) =>
      [
        name,
        z.optional(about(option(kind), `${kind.about} Default: ${rule.options[name] ?? ""}.`)),
      ] as const,
  );
  return z.union(
    [
      level,
      mapping({
        level: z.optional(about(level, `The level; without one ${rule.level}.`)),
        ...Object.fromEntries(options),
      }),
    ],
    { error: "{path} is error, warning, note, off or a mapping, not {value}" },
  );
}

function levelOf(values: readonly string[], words: string): z.ZodMiniType {
  return z.enum(values, { error: `${words}, not {value}{suggestion}` });
}

function option(kind: OptionKind): z.ZodMiniType {
  if (kind.kind === "integer") return integer(kind.min, kind.max);
  return z.enum(kind.choices, {
    error: `{path} is ${isOneOf(kind.choices)}, not {value}{suggestion}`,
  });
}

function integer(min: number, max: number): z.ZodMiniType {
  const error = `{path} is a whole number from ${min} to ${max}, not {value}`;
  return z.int({ error }).check(z.minimum(min, { error }), z.maximum(max, { error }));
}

function pattern(of: "files" | "images"): z.ZodMiniType {
  const wanted = of === "files" ? filePattern : imagePattern;
  return z.string({ error: "{path} is a pattern, not {value}" }).check(
    z.maxLength(maxPatternLength, {
      error: `the pattern {value} is longer than ${maxPatternLength} characters`,
    }),
    z.regex(wanted, {
      error: ({ input }) => `the pattern {value} ${whyNotPattern(String(input), of)}`,
    }),
  );
}

function day(): z.ZodMiniType {
  const error = "{path} is a day (YYYY-MM-DD), not {value}";
  return z.string({ error }).check(
    z.refine((value) => dayPattern.test(value) && parseCalendarDate(value) !== null, { error }),
    z.meta({ pattern: dayPattern.source, format: "date" }),
  );
}

function buildArgs(): z.ZodMiniType {
  const value = z.string({
    error: ({ input }) =>
      typeof input === "number" || typeof input === "boolean" || input === null
        ? "{path} is text, not {value}: write it in quotes"
        : "{path} is text, not {value}",
  });
  const name = z.string().check(
    z.regex(argName, {
      error: "{text} is not the name of a build argument: letters, digits and _, no digit in front",
    }),
  );
  return z.record(name, value, { error: "{path} is a mapping, not {value}" });
}
