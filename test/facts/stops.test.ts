import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readAzuremlName } from "../../src/domain/image/azureml-name.ts";
import { scripts, type Entry, type Files, type Inputs, type Stop } from "./scripts.ts";
import { smallInputs } from "./small-inputs.ts";

const { build, stopMessage, stopsOf } = scripts;

const collected = (inputs: Inputs, name: string): Entry => inputs.collected[name] ?? {};

/** Changes a value deep in the inputs. */
function set(object: unknown, path: readonly string[], value: unknown): void {
  const [key = "", ...rest] = path;
  const table = object as Record<string, unknown>;
  if (rest.length > 0) set(table[key], rest, value);
  else if (value === undefined) Reflect.deleteProperty(table, key);
  else table[key] = value;
}

const list = "azureml/minimal-py312-inference";
const dropped = "azureml/minimal-ubuntu18.04-py37-cpu-inference";

/** What differs from small inputs, and the sentence that names it. */
const changes: [string, (inputs: Inputs) => void, string][] = [
  [
    "a listed image vanishes from the article",
    (inputs) => {
      set(collected(inputs, "azure-ai-docs"), ["list", "images"], [dropped]);
    },
    `${list} is no longer listed (last on 2026-01-05)`,
  ],
  [
    "a listed base image vanishes from the README",
    (inputs) => {
      set(collected(inputs, "AzureML-Containers"), ["readme", "images"], []);
    },
    "azureml/openmpi5.0-ubuntu24.04 is no longer listed",
  ],
  [
    "an image vanishes",
    (inputs) => {
      set(inputs.decided, ["images", "azureml/minimal-py310-inference"], undefined);
    },
    "azureml/minimal-py310-inference is no longer known",
  ],
  [
    "a tag vanishes",
    (inputs) => {
      set(collected(inputs, "azureml-assets"), ["tags", "azureml/inference-base-2204"], {});
    },
    "the tag azureml/inference-base-2204:20260101.v1 is no longer known",
  ],
  [
    "the day of a version moves back",
    (inputs) => {
      const path = ["environments", "minimal-py311-inference", "versions", "0", "day"];
      set(collected(inputs, "azureml-assets"), path, "2024-12-31");
    },
    "the day of azureml/curated/minimal-py311-inference:1 moved back from 2025-01-01 to 2024-12-31",
  ],
  [
    "a withdrawal moves back",
    (inputs) => {
      const path = ["withdrawn", "azureml/openmpi4.1.0-ubuntu20.04", "day"];
      set(collected(inputs, "AzureML-Containers"), path, "2025-02-23");
    },
    "the withdrawal of azureml/openmpi4.1.0-ubuntu20.04 moved back from 2025-02-24 to 2025-02-23",
  ],
  [
    "an end of support moves back",
    (inputs) => {
      const path = ["cycles", "ubuntu 22.04", "endOfLife"];
      set(collected(inputs, "distro-info-data"), path, "2027-05-31");
    },
    "ubuntu 22.04 endOfLife moved back from 2027-06-01 to 2027-05-31",
  ],
  [
    "a source is older than before",
    (inputs) => {
      set(collected(inputs, "azureml-examples"), ["source", "asOf"], "2026-02-01");
    },
    "the day of Azure/azureml-examples moved back from 2026-02-02 to 2026-02-01",
  ],
  [
    "the list is older than before",
    (inputs) => {
      set(collected(inputs, "azure-ai-docs"), ["list", "asOf"], "2026-01-04");
    },
    "the day of Microsoft's list moved back from 2026-01-05 to 2026-01-04",
  ],
  [
    "a quoted sentence is another",
    (inputs) => {
      set(collected(inputs, "azure-ai-docs"), ["sentences", "latest", "text"], "Use any tag.");
    },
    "the sentence latest is no longer in articles/machine-learning/concept-prebuilt-docker-images-inference.md: Use the `latest` tag.",
  ],
  [
    "a quoted sentence was not found",
    (inputs) => {
      set(collected(inputs, "azure-ai-docs"), ["sentences", "latest"], null);
    },
    "the sentence latest is no longer in articles/machine-learning/concept-prebuilt-docker-images-inference.md: Use the `latest` tag.",
  ],
  [
    "two sources differ by 32 days",
    (inputs) => {
      const path = ["cycles", "ubuntu 22.04", "endOfLife"];
      set(collected(inputs, "endoflife.date"), path, "2027-04-30");
    },
    "ubuntu 22.04 endOfLife is 2027-06-01 in distro-info-data, 2027-04-30 in endoflife-date/endoflife.date",
  ],
];

const built = (inputs: Inputs): Files => build(inputs, readAzuremlName);

/** The stops between small inputs and changed ones. */
function stopsAfter(inputs: Inputs): readonly Stop[] {
  return stopsOf(built(smallInputs()), built(inputs), inputs);
}

describe("build stops", () => {
  test.each(changes)("where %s, but not with the lines that it prints", (_, change, sentence) => {
    const inputs = smallInputs();
    change(inputs);
    const stops = stopsAfter(inputs);
    expect(stops.map((stop) => stop.change)).toEqual([sentence]);
    const { accept } = parse(`accept:\n${linesIn(stopMessage(stops))}`) as { accept: unknown[] };
    inputs.decided["accept"] = accept;
    expect(stopsAfter(inputs)).toEqual([]);
  });

  test("not where sources differ by 31 days, days move forward and images are added", () => {
    const inputs = smallInputs();
    const docs = collected(inputs, "azure-ai-docs");
    set(collected(inputs, "endoflife.date"), ["cycles", "ubuntu 22.04", "endOfLife"], "2027-05-01");
    set(docs, ["list", "asOf"], "2026-01-06");
    set(docs, ["list", "images"], [list, "azureml/minimal-py313-inference"]);
    set(docs, ["sentences", "latest", "text"], "\tUse the\n`latest` tag. ");
    expect(stopsAfter(inputs)).toEqual([]);
  });

  test("for all changes at once, and for no change that is accepted for another one", () => {
    const inputs = smallInputs();
    for (const [, change] of changes.slice(2, 6)) change(inputs);
    const stops = stopsAfter(inputs);
    expect(stops).toHaveLength(4);
    expect(stopMessage(stops)).toMatch(/^4 changes need a decision; nothing is written:\n/);
    inputs.decided["accept"] = stops.slice(1);
    expect(stopsAfter(inputs)).toEqual(stops.slice(0, 1));
  });

  test("where there was no data before, only for what the inputs say", () => {
    const inputs = smallInputs();
    for (const [, change] of changes.slice(2, 10)) change(inputs);
    expect(stopsOf(null, built(inputs), inputs).map(({ change }) => change)).toEqual([
      expect.stringContaining("the sentence latest is no longer in"),
    ]);
  });
});

const linesIn = (message: string): string => message.slice(message.indexOf("  - change: "));
