import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFile, createMemo } from "../src/check/index.ts";
import { defaultImagePolicy } from "../src/config/index.ts";
import { calendarDate } from "../src/text/calendar-date.ts";
import type { ImagePolicy } from "../src/domain/image/image-policy.ts";
import { messageText } from "../src/domain/rule/message.ts";
import { queriesToShow } from "../src/enrich/index.ts";
import { fileOpener } from "../src/pipeline/load-sources.ts";
import { RunLog } from "../src/pipeline/run-log.ts";
import { uniformSettings } from "../src/pipeline/run-settings.ts";
import { plainSettings } from "./support/settings.ts";

/** Files that cannot name an azureml image are not parsed. This must never change a report. */

const asOf = calendarDate("2026-11-23");

interface Input {
  readonly dockerfile: string | Buffer;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly policy?: ImagePolicy;
}

/** The findings, with or without skipping files that cannot name an image. */
async function check(
  { dockerfile, buildArgs = {}, policy = defaultImagePolicy() }: Input,
  relevantOnly: boolean,
): Promise<readonly string[]> {
  const settings = plainSettings({ buildArgs, images: policy });
  const request = {
    paths: [],
    cwd: "/tree",
    stdin: { path: "Dockerfile", bytes: Buffer.from(dockerfile) },
    asOf,
    settings: uniformSettings(settings, { root: "/tree" }),
    forceExclude: false,
  };
  const file = {
    path: "Dockerfile",
    absolute: "/tree/Dockerfile",
    kind: "dockerfile" as const,
    named: true,
    folder: "/tree",
  };
  const log = new RunLog();
  const opener = fileOpener(request, [file], log, { relevantOnly, queries: () => queriesToShow });
  const [first, ...others] = (await opener.open(file, log))?.builds ?? [];
  if (!first) return [];
  const builds = [first, ...others] as const;
  const context = {
    ...{ asOf, hash: String, settings, ruleIds: [], baseline: null },
    wantsFixes: true,
    memo: createMemo(),
  };
  const checked = checkFile({ ...file, repositoryPath: "Dockerfile", builds }, context);
  return checked.findings.map(
    ({ ruleId, region, message }) =>
      `${region.startLine}:${region.startColumn} ${ruleId} ${messageText(message)}`,
  );
}

const name = "minimal-ubuntu18.04-py37-cpu-inference";

describe("a name that is not written in one piece is found", () => {
  test.each<Input & { readonly shape: string }>([
    {
      shape: "a joined line",
      dockerfile: `FROM mcr.microsoft.com/azure\\\nml/${name}\nUSER root\n`,
    },
    {
      shape: "a joined line with CRLF, blanks, a comment and an empty line between",
      dockerfile: `FROM mcr.microsoft.com/azure\\  \r\n# ml\r\n\r\nml/${name}\r\n`,
    },
    {
      shape: "a joined line with a backtick",
      dockerfile: `# escape=\`\nFROM mcr.microsoft.com/azure\`\nml/${name}\n`,
    },
    {
      shape: "a joined line in --from, behind another flag",
      dockerfile: `FROM a:1\nCOPY --chown=1:1 --from=mcr.microsoft.com/azure\\\nml/${name} /a /b\n`,
    },
    {
      shape: "a joined line in a mount of an ONBUILD",
      dockerfile: `FROM a:1\nONBUILD RUN --mount=from=mcr.microsoft.com/azure\\\nml/${name},target=/a true\n`,
    },
    {
      shape: "quotes in --from of an ONBUILD",
      dockerfile: `FROM a:1\nONBUILD COPY --from="mcr.microsoft.com/azure"ml/${name} /a /b\n`,
    },
    {
      shape: "an escape in a mount of an ONBUILD",
      dockerfile: `FROM a:1\nONBUILD RUN --mount=from=mcr.microsoft.com/azure\\ml/${name},target=/a true\n`,
    },
    {
      shape: "a joined line in capitals",
      dockerfile: `FROM mcr.microsoft.com/AZURE\\\nML/${name}\n`,
    },
    {
      shape: "a joined line beside NUL bytes",
      dockerfile: `FROM mcr.microsoft.com/azure\\\nml/${name}\n# \0\n`,
    },
    {
      shape: "NUL bytes that look like UTF-16",
      dockerfile: `FROM mcr.microsoft.com/azureml/${name}\nUSER root\n#${"a\0".repeat(300)}\n`,
    },
    {
      shape: "a joined line in a misspelt FROM",
      dockerfile: `FORM mcr.microsoft.com/azure\\\nml/${name}\n`,
    },
    {
      shape: "an ARG",
      dockerfile: `ARG N=azure\nFROM mcr.microsoft.com/\${N}ml/${name}\nUSER root\n`,
    },
    {
      shape: "a default in the FROM",
      dockerfile: `FROM mcr.microsoft.com/azure\${X:-ml}/${name}\n`,
    },
    { shape: "quotes", dockerfile: `FROM mcr.microsoft.com/azure"ml"/${name}\n` },
    { shape: "an escape", dockerfile: `FROM mcr.microsoft.com/azure\\ml/${name}\n` },
    {
      shape: "CSV quotes in a mount",
      dockerfile: `FROM a:1\nRUN --mount=type=bind,'"from=mcr.microsoft.com/azure"ml/${name}',target=/a true\nRUN --mount='"from=mcr.microsoft.com/azur'eml/${name}'"',target=/b true\n`,
    },
    {
      shape: "two build arguments",
      dockerfile: "ARG A\nARG B\nFROM $A$B\n",
      buildArgs: { A: "mcr.microsoft.com/azure", B: `ml/${name}` },
    },
    { shape: "a template", dockerfile: "FROM {{ image }} AS serve\n" },
  ])("$shape", async (checked) => {
    const findings = await check(checked, true);
    expect(findings).not.toEqual([]);
    expect(findings).toEqual(await check(checked, false));
  });
});

/** Dockerfiles that BuildKit builds on the image and that were once parsed differently. */
describe("a Dockerfile with unusual characters is checked as BuildKit builds it", () => {
  const clean = "mcr.microsoft.com/azureml/minimal-py312-inference";

  test.each([
    {
      shape: "a directive with a blank that Go does not treat as one",
      dockerfile: `#escape\u00A0=\`\nFROM ${clean}\nUSER root\nRUN a \\\nUSER app\n`,
    },
    {
      shape: "a directive without a value, and one after it",
      dockerfile: `# syntax= \n# escape=\`\nFROM ${clean}\nUSER root\nRUN a \`\nUSER app\n`,
    },
    {
      shape: "a flag ended by the second byte of a letter",
      dockerfile: `FROM a:1\nCOPY --exclude=\u00E0--from=mcr.microsoft.com/azureml/${name} /opt /b\n`,
    },
    {
      shape: "a flag ended by the last byte of an emoji",
      dockerfile: `FROM a:1\nRUN --mount=target=/\u{1F420}--mount=from=mcr.microsoft.com/azureml/${name},target=/b true\n`,
    },
    {
      shape: "a port with leading zeros",
      dockerfile: `FROM mcr.microsoft.com:0443/azureml/${name}\n`,
    },
  ])("$shape", async (checked) => {
    expect((await check(checked, true)).join("\n")).toMatch(/ (root-user|eol-os) /);
  });

  test.each([
    { shape: "AS with a long s", dockerfile: `FROM ${clean} A\u017F x\nFROM x\n` },
    {
      shape: "ONBUILD with a dotted capital I",
      dockerfile: `FROM ${clean}\nONBU\u0130LD RUN true\n`,
    },
    {
      shape: "WORKDIR with a Kelvin sign",
      dockerfile: `FROM ${clean} AS \u212A\nWOR\u212ADIR /a\nFROM k\n`,
    },
  ])("and has no findings: $shape", async (checked) => {
    expect(await check(checked, true)).toEqual([]);
  });
});

describe("an image on a mirror is found", () => {
  const mirrored = (prefix: string): ImagePolicy => ({
    ...defaultImagePolicy(),
    mirrors: [{ prefix, instead: "mcr.microsoft.com/azureml" }],
  });

  test.each([
    { prefix: "contoso.azurecr.io/ml", image: `contoso.azurecr.io/ml/${name}` },
    { prefix: "contoso.azurecr.io/ml", image: `Contoso.azurecr.io:443/ml/${name}` },
    { prefix: "contoso.azurecr.io/ml", image: `contoso.azurecr.io/m\\\nl/${name}` },
    { prefix: "contoso.azurecr.io", image: `contoso.azurecr.io:443/${name}` },
    { prefix: "docker.io/contoso", image: `contoso/${name}` },
    { prefix: "docker.io/library", image: name },
  ])("$prefix: $image", async ({ prefix, image }) => {
    const checked = { dockerfile: `FROM ${image}\n`, policy: mirrored(prefix) };
    const findings = await check(checked, true);
    expect(findings).not.toEqual([]);
    expect(findings).toEqual(await check(checked, false));
  });
});

test("names in comments, heredocs and other instructions are ignored", async () => {
  const text = `# FROM mcr.microsoft.com/azure\\ml\nFROM a:1\nRUN <<E\nFROM azure$X\nE\nENV A="$B"\n`;
  expect(await check({ dockerfile: text }, true)).toEqual([]);
});

/** With a seed, so that a failure can be reproduced. */
const runs = { seed: 20261123, numRuns: 1_500 };

/** A part of the name, written in one of several ways that BuildKit reads alike. */
const written = (part: string, escape: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(part) },
    fc.constantFrom(
      `"${part}"`,
      `'${part}'`,
      `${escape}\n${part}`,
      `${escape} \r\n# azureml\n\n${part}`,
      `${escape}${part}`,
      `\${X:-${part}}`,
      `\${A}${part}`,
      `$A${part}`,
      `${part}\${NONE}`,
      part.toUpperCase(),
      `{{${part}}}`,
      `\uFEFF${part}`,
      "$A",
      "$B",
      "",
    ),
  );

const nameParts = [
  ["mcr.microsoft.com/", "azure", "ml", "/", name, ":20240101.v1"],
  ["mcr.microsoft.com", ":443", "/az", "ureml/", name],
  ["python", ":", "3.12"],
];

const image = (escape: string): fc.Arbitrary<string> =>
  fc
    .constantFrom(...nameParts)
    .chain((parts) => fc.tuple(...parts.map((part) => written(part, escape))))
    .map((parts) => parts.join(""));

const instruction = (escape: string): fc.Arbitrary<string> =>
  fc.oneof(
    ...[
      (from: string) => `FROM ${from}`,
      (from: string) => `FORM ${from}`,
      (from: string) => `from --platform=linux/amd64 ${from} AS azure`,
      (from: string) => `F${escape}\nROM ${from}`,
      (from: string) => `COPY --from=${from} /a /b`,
      (from: string) => `ONBUILD COPY --chown=1:1 --from=${from} /a /b`,
      (from: string) => `RUN --mount=type=bind,from=${from},target=/a true`,
      (from: string) => `RUN --mount='"from=${from}"',target=/a true`,
      (from: string) => `RUN <<E\nFROM ${from}\nE`,
      (from: string) => `ARG A=${from}`,
    ].map((write) => image(escape).map(write)),
    fc.constantFrom(
      "ARG A=azure",
      "ARG B=ml",
      "ARG A",
      "FROM azure",
      "FROM $A",
      "USER root",
      "USER $A",
      "RUN true",
      "# azureml",
      "# inferlint: ignore[eol-os] -- why",
      "<<E",
    ),
  );

const dockerfile = fc
  .constantFrom("\\", "`")
  .chain((escape) =>
    fc
      .tuple(
        fc.array(instruction(escape), { minLength: 1, maxLength: 6 }),
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom("", "\uFEFF", "# c\n"),
      )
      .map(([lines, end, start]) =>
        [start + (escape === "`" ? "# escape=`" : "# syntax=a"), ...lines, ""].join(end),
      ),
  );

const buildArgs = fc.dictionary(
  fc.constantFrom("A", "B", "X"),
  fc.constantFrom("azure", "ml", "mcr.microsoft.com/azure", `mcr.microsoft.com/azureml/${name}`),
  { maxKeys: 2 },
);

test("skipping files never changes the findings", async () => {
  await fc.assert(
    fc.asyncProperty(dockerfile, buildArgs, async (text, args) => {
      const checked = { dockerfile: text, buildArgs: args };
      expect(await check(checked, true)).toEqual(await check(checked, false));
    }),
    runs,
  );
});
