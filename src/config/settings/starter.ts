import { defaultSupportWindow } from "../../domain/image/tag-age.ts";
import type { Rule } from "../../domain/rule/rule.ts";

/** Where editors find the schema, for completion. */
const schemaAddress =
  "https://raw.githubusercontent.com/inferlint/inferlint/main/schema/inferlint.config.v1.json";

/** The file that `inferlint init` writes: the defaults, and examples as comments. */
export function starterConfig(rules: readonly Rule[]): string {
  const { months, from } = defaultSupportWindow;
  return `# yaml-language-server: $schema=${schemaAddress}
# Settings of inferlint for this repository, for all directories below this one. inferlint config shows all settings and where
# each is set. Lines that begin with "#: " are examples: remove the "#: " to use them.

# The lowest level of a finding that fails the run: error, warning, note or never.
failOn: error

# Which files are checked. Patterns are relative to this directory and also match everything below.
#: files:
#:   include: [docker/serving.tmpl]
#:   exclude: [third_party/**]
#:   kinds: [dockerfile, yaml, python, notebook]

# Mirrors of Microsoft's registry. Their images are checked as the images that they mirror.
#: images:
#:   mirrors:
#:     - { prefix: contoso.azurecr.io/mcr/azureml, for: mcr.microsoft.com/azureml }

# How old a tag may be, for stale-tag and unverified-tag: months before the date of latest, or before today.
#: supportWindow: { months: ${months}, from: ${from} }

# Levels (error, warning, note, off) and options of rules, here with their defaults; inferlint explain RULE describes a rule.
#: rules:
${rules.map(ruleLine).join("\n")}

# Accepted findings, by rule, with a reason and a last day; images and files limit an exception.
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

# The file of accepted findings; inferlint --update-baseline writes it.
#: baseline: .inferlint-baseline.json

# Other settings for some files. If several match, the last one wins.
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
