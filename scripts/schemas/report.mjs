// `schema/inferlint.report.v1.json` and `schema/inferlint.ndjson.v1.json`: what src/report/json/schema.ts describes as types.
import {
  count,
  day,
  dayOrNull,
  described,
  flag,
  level,
  list,
  object,
  orNull,
  ref,
  region,
  schemaFile,
  sha256,
  text,
  textOrNull,
  tool,
} from "./shapes.mjs";

const location = object({ message: text, path: text, region: ref("region") });

const evidence = object(
  { fact: text, value: text, source: text, asOf: dayOrNull },
  {
    answeredAt: described(
      { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$" },
      "When a registry answered; absent where the source is no registry.",
    ),
  },
);

const fix = object({
  safe: described(flag, "It does not change the meaning of the build."),
  description: text,
  edits: list(object({ region: ref("region"), text })),
});

const suppression = object({
  kind: { enum: ["inSource", "external"] },
  source: { enum: ["comment", "configuration", "policy"] },
  status: { enum: ["accepted"] },
  justification: described(text, "The reason."),
  until: described(dayOrNull, "The last day; null without one."),
  path: described(text, "Where the comment or the entry is."),
  region: ref("region"),
});

const finding = object(
  {
    ruleId: text,
    level: ref("level"),
    confidence: { enum: ["high", "medium", "low"] },
    message: described(text, "What is wrong, in one sentence."),
    short: described(text, "The same in a few words, without the name of the image."),
    remedy: described(text, "What to do, in one sentence."),
    messageId: text,
    arguments: list(text),
    path: described(text, "Relative to the working directory, with /."),
    region: ref("region"),
    related: list(ref("location"), { description: "Places that explain the finding." }),
    evidence: list(ref("evidence")),
    fingerprint: described(
      { type: "string", pattern: "^[0-9a-f]+$" },
      "Stays while other lines change.",
    ),
  },
  {
    kind: described({ const: "open" }, "A question that could not be answered."),
    lineHash: described(
      { type: "string", pattern: "^[0-9a-f]+:[1-9][0-9]*$" },
      "GitHub's primaryLocationLineHash; absent where the text is not known.",
    ),
    snippet: described(
      text,
      "The whole source lines of the region; absent where unknown or too long.",
    ),
    image: described(text, "The reference that the finding is about."),
    flow: list(ref("location"), {
      minItems: 2,
      description: "The steps that lead to it, its place last.",
    }),
    fix: ref("fix"),
    noFix: described(text, "Why there is no fix, for rules that have some."),
    suppressed: described(ref("suppression"), "Only of a suppressed finding."),
    baselined: described({ const: true }, "Only of an accepted finding of the baseline."),
    baselineState: described({ enum: ["new", "unchanged"] }, "Only with --against."),
  },
);

const notification = object(
  { level: ref("level"), id: text, message: text },
  { path: text, region: ref("region") },
);

const known = object({ known: count, unknown: count });

const summary = object(
  {
    files: described(count, "Files found or named."),
    checked: described(count, "Files parsed."),
    images: described(count, "References to azureml inference images."),
    errors: described(
      count,
      "Without suppressed, baselined and existing findings; warnings and notes, too.",
    ),
    warnings: count,
    notes: count,
    suppressed: count,
    baselined: count,
    coverage: object(
      { os: known, python: known, user: known, age: known },
      {},
      { description: "Of how many of the images each fact is known and unknown." },
    ),
    otherImages: object({
      count,
      names: list(text),
      hasMore: described(flag, "There are more names."),
    }),
  },
  { existing: described(count, "Only with --against: findings that the base has as well.") },
);

const definitions = {
  ...{ region, level, location, evidence, fix, suppression, finding, notification, summary },
};

const failLevel = { enum: ["error", "warning", "note", "never"] };

const supportEnd = object({
  kind: { enum: ["os", "python", "tag"] },
  name: text,
  end: described(day, "The last day of support."),
  extendedEnd: described(dayOrNull, "The last day of paid support; null where none is known."),
  state: { enum: ["open", "ended", "unverified"] },
  references: described(count, "References to images that rest on it."),
  images: list(text, { description: "The first of these images." }),
  hasMore: described(flag, "There are more images."),
});

const before = {
  tool,
  asOf: described(day, "Everything is checked as of this day."),
  rules: list(object({ id: text, level: ref("level") }), { description: "Enabled rules." }),
  catalogue: {
    type: "object",
    additionalProperties: day,
    description: "The days of the facts that ship with the package, by source.",
  },
  policy: described(orNull(object({ name: text, digest: sha256 })), "Null without one."),
  facts: described(
    orNull(object({ digest: sha256, asOf: dayOrNull })),
    "Null without a facts file.",
  ),
  configuration: described(textOrNull, "The outermost one; null without one."),
  commit: described(textOrNull, "What HEAD of the repository names; null where that is not known."),
};

const after = {
  summary: ref("summary"),
  notifications: list(ref("notification")),
};

const optional = {
  configurations: described(list(text), "All of them; absent unless there are several."),
  against: described(
    object({ ref: text, commit: textOrNull }),
    "Only with --against: what the findings were compared with.",
  ),
  supportEnds: list(supportEnd, {
    description: "Until when what images rest on is supported, by kind, then by day.",
  }),
  failOn: described(failLevel, "The lowest level of findings that fails the run."),
  failOnByFile: described(
    { type: "object", additionalProperties: failLevel },
    "Of files with findings whose settings say otherwise; absent unless there are any.",
  ),
  incomplete: described({ const: true }, "Only of a run that could not check everything."),
  images: described(
    object({ version: { const: 1 } }),
    "Only with --show-suppressed: every reference with its facts, for inferlint rollout.",
  ),
};

export const reportSchema = schemaFile(
  "report",
  "What inferlint --format json prints; fields are only added",
  definitions,
  object(
    {
      schema: { const: "inferlint.report/1" },
      ...before,
      findings: list(ref("finding")),
      ...after,
    },
    optional,
  ),
);

export const ndjsonSchema = schemaFile(
  "ndjson",
  "A line of what inferlint --format ndjson prints; fields are only added",
  {
    ...definitions,
    last: object({ schema: { const: "inferlint.ndjson/1" }, ...before, ...after }, optional),
  },
  {
    description: "Only the last line has schema; the others are findings.",
    type: "object",
    if: { required: ["schema"] },
    then: ref("last"),
    else: ref("finding"),
  },
);
