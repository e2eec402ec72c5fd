import { describe } from "vitest";
import type { SampleRow } from "../../support/source-tester.ts";
import { testSamples } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference:latest";

const rows: readonly SampleRow[] = [
  [
    "a Dockerfile",
    `# Title\n\n\`\`\`dockerfile\n⟦FROM ${image}\nUSER root\n⟧\`\`\`\nText ${image}\n`,
  ],
  ["a Dockerfile with tildes", `~~~~ Docker title="x"\n⟦FROM ${image}\n~~~\n⟧~~~~\n`],
  ["a shell block", `\`\`\`bash\ndocker pull «${image}»\n\`\`\`\n`],
  [
    "a session",
    `\`\`\`console\n$ docker pull \\\n    «${image}»\nPulled ${image}\n(env) $ docker pull «${image}»\n\`\`\`\n`,
  ],
  [
    "a block in a list",
    `1. First\n   \`\`\`sh\n   docker pull «${image}»\n   \`\`\`\n- \`\`\`sh\n  docker pull «${image}»\n  \`\`\`\n`,
  ],
  [
    "a block in a quote",
    `> \`\`\`sh\n> docker pull «${image}»\n> \`\`\`\n> docker pull ${image}\n`,
  ],
  ["a quote that ends", `> \`\`\`sh\n> docker pull «${image}»\ndocker pull ${image}\n`],
  ["a block without an end", `\`\`\`sh\ndocker pull «${image}»\n`],
  ["a block with attributes", `\`\`\`{.bash .numberLines}\ndocker pull «${image}»\n\`\`\`\n`],
  ["CRLF and a byte order mark", `\uFEFF\`\`\`sh\r\ndocker pull «${image}»\r\n\`\`\`\r\n`],
  [
    "a block of another language",
    `\`\`\`text\ndocker pull ${image}\n\`\`\`\n\`\`\`\ndocker pull ${image}\n\`\`\`\n`,
  ],
  ["code within a line", `\`\`\`sh docker pull ${image}\`\`\`\ndocker pull ${image}\n`],
  ["prose", `Use ${image}.\n\n    docker pull ${image}\n`],
];

describe("blocks of a Markdown page", () => {
  testSamples("markdown", rows);
});

const directives: readonly SampleRow[] = [
  [
    "a Dockerfile",
    `Title\n\n.. code-block:: dockerfile\n   :linenos:\n\n⟦   FROM ${image}\n\n   USER root\n⟧\nText ${image}\n`
      .replace("⟦   ", "   ⟦")
      .replace("\n⟧\n", "\n\n⟧"),
  ],
  ["a shell block", `.. code:: bash\n\n    docker pull «${image}»\n\ndocker pull ${image}\n`],
  [
    "an indented directive",
    `- x\n\n  .. sourcecode:: sh\n\n     docker pull «${image}»\n\n  docker pull ${image}\n`,
  ],
  ["another language", `.. code-block:: text\n\n   docker pull ${image}\n`],
];

describe("blocks of a reStructuredText page", () => {
  testSamples(
    "markdown",
    directives.map(([title, sample]) => [title, sample, { path: "docs/page.rst" }]),
  );
});
