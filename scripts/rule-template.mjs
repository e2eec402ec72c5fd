// What `npm run new-rule` writes for a rule: a rule that compiles and passes its test, for the author to change.

/** The files of a new rule, by their names in its folder. */
export function ruleFiles(id) {
  return { "rule.ts": rule(id), "README.md": page(id), "rule.test.ts": test(id) };
}

const { default: manifest } = await import("../package.json", { with: { type: "json" } });

const rule = (
  id,
) => `import { inferenceImages, referenceText } from "../../src/domain/build/inference-images.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { imageFinding } from "../support/image-finding.ts";
import { inconclusiveImages } from "../support/questions.ts";
import page from "./README.md";

const messages = {
  fault: defineMessage(
    "fault",
    ["reference"],
    () => "image with a fault",
    ({ reference }) => \`'\${reference}' has a fault.\`,
  ),
};

export const rule: Rule = defineRule({
  id: "${id}",
  since: "${manifest.version}",
  status: "preview",
  level: "off",
  precision: "high",
  securitySeverity: null,
  tags: ["docker"],
  summary: "An azureml inference image with a fault.",
  page,
  messages,
  options: {},
  optionKinds: {},
  *check(build): Iterable<RuleFinding | Unresolved> {
    yield* inconclusiveImages(build);
    for (const image of inferenceImages(build)) {
      const values = { reference: referenceText(image) };
      yield imageFinding(build, image, {
        message: messages.fault(values, advice("Use another image")),
        evidence: [],
      });
    }
  },
});
`;

const page = (id) => `# ${id}

Finds Azure Machine Learning inference images with a fault.

Level: off. Status: preview. Since: ${manifest.version}.

## Why

Say who states that this is a fault, and when (title of the source, ${new Date().toISOString().slice(0, 10)}).

## Fails

\`\`\`dockerfile
FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest
\`\`\`

## Passes

\`\`\`dockerfile
FROM python:3.12
\`\`\`

## Fix

Use another image.
`;

const test = () => `import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

ruleTest(rule, {
  passes: ["FROM python:3.12\\n"],
  fails: [
    {
      dockerfile: "FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest\\n",
      at: "1:6-1:62",
      level: "warning",
      message: /Use another image\\.$/,
    },
  ],
});
`;
