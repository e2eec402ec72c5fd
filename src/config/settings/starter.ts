import type { Rule } from "../../domain/rule/rule.ts";

/** Where editors find the schema, for completion. */
const schemaAddress =
  "https://raw.githubusercontent.com/inferlint/inferlint/main/schema/inferlint.config.v1.json";

/** A configuration to begin with: it sets what is set anyway, and shows the rest as comments. */
export function starterConfig(rules: readonly Rule[]): string {
  return `# yaml-language-server: $schema=${schemaAddress}
# What inferlint is told about this repository. It is found from any directory below this one; inferlint config shows what is
# set, and where. A line that begins with "#: " is an example: take the "#: " away.

# From which level on findings fail a run: error, warning, note or never.
failOn: error

# Files, by patterns relative to this directory. A pattern covers what lies below it, too.
#: files:
#:   include: [docker/serving.tmpl]
#:   exclude: [third_party/**]

# Copies of Microsoft's images, which are judged as what they are copies of.
#: images:
#:   mirrors:
#:     - { prefix: contoso.azurecr.io/mcr/azureml, for: mcr.microsoft.com/azureml }

# Levels (error, warning, note, off) and options; inferlint explain RULE shows the page of a rule. What stands here is the default.
#: rules:
${rules.map(ruleLine).join("\n")}

# What is known and accepted until a day, by rule, with a reason; images and files narrow it down.
#: exceptions:
#:   - rules: [eol-python]
#:     images: [azureml/minimal-ubuntu22.04-py39-cpu-inference]
#:     files: [serving/**]
#:     until: 2027-01-31
#:     reason: the model is retrained in January

# How the Dockerfiles are built.
#: build:
#:   args: { BASE_TAG: latest }
#:   targets: [serve]

# Known debt, which inferlint --update-baseline writes.
#: baseline: .inferlint-baseline.json

# Other settings for some files; later ones win.
#: overrides:
#:   - files: [legacy/**]
#:     rules: { eol-os: warning }
#:     build: { args: { BASE_TAG: "20240101.v1" } }
`;
}

function ruleLine({ id, level, options }: Rule): string {
  const own = Object.entries(options).map(([name, value]) => `, ${name}: ${value}`);
  const value = own.length === 0 ? level : `{ level: ${level}${own.join("")} }`;
  return `#:   ${id}: ${value}`;
}
