import * as z from "zod/mini";
import { parseCalendarDate } from "../../text/calendar-date.ts";
import { joinList } from "../../text/list.ts";
import { maxPatternLength, patternForms, whyNotPattern } from "./patterns.ts";
import { parent, path, suggestion, value } from "./placeholders.ts";

/** Schemas of single values and of mappings and lists, each with the message for what does not match. */

/** The description that editors show. */
export function about<Shape extends z.ZodMiniType>(shape: Shape, description: string): Shape {
  return shape.check(z.meta({ description }));
}

export function mapping(shape: Readonly<Record<string, z.ZodMiniType>>): z.ZodMiniType {
  return z.strictObject(shape, { error: notA("a mapping", "{}") });
}

/** A list without duplicates. */
export function listOf(item: z.ZodMiniType, what: string, canBeEmpty = true): z.ZodMiniType {
  const list = z.array(item, { error: notA(`a list of ${what}`, "[]") }).check(
    ({ value: entries, issues }) => {
      const known = new Set<string>();
      for (const [index, entry] of entries.entries()) {
        const text = JSON.stringify(entry);
        if (known.has(text))
          issues.push({
            code: "custom",
            input: entry,
            path: [index],
            message: `${path} repeats an earlier entry: remove it`,
          });
        known.add(text);
      }
    },
    z.meta({ uniqueItems: true }),
  );
  return canBeEmpty ? list : list.check(z.minLength(1, { error: `${path} must not be empty` }));
}

/** A value by itself, or a list of them. */
export function oneOrList(item: z.ZodMiniType, what: string): z.ZodMiniType {
  return z.union([item, listOf(item, what, false)], {
    error: `${path} must be one value or a list of ${what}, not ${value}`,
  });
}

/** A key without a value is forgotten more often than intended. */
function notA(what: string, empty: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) =>
    input === null
      ? `${path} must be ${what}, and has no value: write ${empty} or delete it`
      : `${path} must be ${what}, not ${value}`;
}

/** @param invalid the message for a text of another form */
export function text(
  what: string,
  form: RegExp,
  invalid = `${path} must be ${what}, not ${value}`,
): z.ZodMiniType {
  return z
    .string({ error: `${path} must be text, not ${value}` })
    .check(z.regex(form, { error: invalid }));
}

export function emptyReason(): string {
  return `${parent} needs a reason that is not empty`;
}

export function choice(values: readonly string[]): z.ZodMiniType {
  return z.enum(values, {
    error: `${path} must be ${joinList(values, "or")}, not ${value}${suggestion}`,
  });
}

export function boolean(): z.ZodMiniType {
  return z.boolean({ error: `${path} must be true or false, not ${value}` });
}

export function integer(min: number, max: number): z.ZodMiniType {
  const error = `${path} must be a whole number from ${min} to ${max}, not ${value}`;
  return z.int({ error }).check(z.minimum(min, { error }), z.maximum(max, { error }));
}

const dayPattern = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

export function day(): z.ZodMiniType {
  const error = `${path} must be a day (YYYY-MM-DD), not ${value}`;
  return z.string({ error }).check(
    z.refine((input) => dayPattern.test(input) && parseCalendarDate(input) !== null, { error }),
    z.meta({ pattern: dayPattern.source, format: "date" }),
  );
}

export function pattern(of: keyof typeof patternForms): z.ZodMiniType {
  const error = ({ input }: { readonly input?: unknown }): string =>
    `the pattern ${value} ${whyNotPattern(String(input), of) ?? "is not valid"}`;
  // The expression is for the published schema, which cannot say all of it.
  return z.string({ error: `${path} must be a pattern, not ${value}` }).check(
    z.maxLength(maxPatternLength, { error, abort: true }),
    z.regex(patternForms[of], { error, abort: true }),
    z.refine((input) => whyNotPattern(input, of) === null, { error }),
  );
}

/** Relative, inside its directory, and a file. */
const baselinePattern = /^(?!\/)(?![A-Za-z]:)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\r\n]*[^\\/.\r\n]$/;

export function baselinePath(): z.ZodMiniType {
  return z
    .string({ error: `${path} must be the path of a file, not ${value}` })
    .check(z.regex(baselinePattern, { error: ({ input }) => `${path} ${whyNotBaseline(input)}` }));
}

function whyNotBaseline(input: unknown): string {
  const written = String(input);
  if (written === "") return "must be the path of a file, and is empty";
  if (/^(?:\/|[A-Za-z]:)/.test(written))
    return "must be relative to the directory of the configuration, not absolute";
  if (written.includes("\\")) return "must use / instead of a backslash";
  if (/(?:^|\/)\.\.(?:\/|$)/.test(written)) return "must not contain ..";
  return `must be the path of a file, not ${value}`;
}
