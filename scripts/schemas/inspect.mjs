// `schema/inferlint.inspect.v1.json`: what src/report/inspect/schema.ts describes as types.
import {
  count,
  day,
  dayOrNull,
  described,
  flag,
  line,
  list,
  object,
  orNull,
  ref,
  region,
  schemaFile,
  text,
  textOrNull,
  tool,
} from "./shapes.mjs";

const root = described({ enum: [true, false, "unknown"] }, "Whether that is root.");

const base = {
  oneOf: [
    object({ kind: { const: "image" }, reference: text }),
    object({ kind: { const: "stage" }, stage: count }),
    object({ kind: { const: "scratch" } }),
    object({ kind: { const: "unresolved" }, why: text }),
  ],
};

const stage = object({
  index: count,
  name: textOrNull,
  line: described(line, "The first line of the FROM."),
  base,
  user: object({
    value: described(textOrNull, "Null where no USER reaches the stage."),
    line: orNull(line),
    root,
    source: { enum: ["image", "dockerfile"] },
  }),
});

const image = object({
  via: described(
    { enum: ["from", "copy", "mount", "reference"] },
    "FROM, COPY --from, RUN --mount, or a value in a file of another kind.",
  ),
  line: described(line, "The first line of the instruction."),
  region: ref("region"),
  written: described(text, "Exactly the token."),
  reference: described(text, "The expanded text."),
  canonical: described(textOrNull, "Registry and repository, with mirrors mapped back."),
  registry: textOrNull,
  repository: textOrNull,
  tag: described(textOrNull, "latest where neither tag nor digest is written."),
  digest: textOrNull,
  templated: flag,
  inference: described(flag, "Whether it is an azureml inference image."),
  os: described(textOrNull, "Null where the fact is not known, as the others."),
  python: textOrNull,
  cuda: textOrNull,
  processor: textOrNull,
  defaultUser: textOrNull,
  support: {
    enum: ["listed", "published", "dropped", "withdrawn", "never-listed", "unknown"],
  },
  successor: textOrNull,
  tagDate: dayOrNull,
  latestDate: dayOrNull,
});

const place = { path: textOrNull, region: orNull(ref("region")) };

const run = object({
  os: textOrNull,
  python: object({ value: textOrNull, ...place }, {}, { description: "Where it is decided." }),
  user: object({ value: textOrNull, root, ...place }, {}, { description: "Where it is given." }),
});

const file = object(
  {
    path: described(text, "Relative to the working directory, with /."),
    kind: {
      enum: [
        ...["dockerfile", "yaml", "json", "python", "notebook"],
        ...["shell", "text", "hcl", "markdown"],
      ],
    },
    valid: described(flag, "BuildKit would build it."),
    problems: list(object({ message: text, region: ref("region") })),
    target: described(orNull(count), "The index of the target stage; null without stages."),
    stages: list(ref("stage")),
    images: list(ref("image")),
  },
  { runs: list(ref("run"), { description: "What runs, where another file decides." }) },
);

export const inspectSchema = schemaFile(
  "inspect",
  "What inferlint inspect --format json prints; fields are only added",
  { region, stage, image, run, file },
  object({ schema: { const: "inferlint.inspect/1" }, tool, asOf: day, files: list(ref("file")) }),
);
