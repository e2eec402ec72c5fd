import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { documents, examples, examplesIn, readDocument } from "../support/documents.ts";
import { readManifest } from "../support/working-copy.ts";
import { readTemplate } from "../support/gates/gate.ts";

// What the templates declare fits together, and documents show them as they are. test/ci/gates.test.ts runs their commands.

type Declared = Readonly<
  Record<string, { readonly default?: unknown; readonly required?: boolean }>
>;

interface Caller {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions: object; readonly uses: string; readonly with: Record<string, string> }
    >
  >;
}

interface Reusable {
  readonly on: { readonly workflow_call: { readonly inputs: Declared } };
  readonly permissions: object;
  readonly jobs: {
    readonly inferlint: {
      readonly name: string;
      readonly permissions: object;
      readonly steps: readonly { readonly with?: Readonly<Record<string, unknown>> }[];
    };
  };
}

interface AzureTemplate {
  readonly parameters: readonly { readonly name: string; readonly default?: unknown }[];
}

const caller = parse(readTemplate("ci/github.yml")) as Caller;
const gate = parse(readTemplate(".github/workflows/gate.yml")) as Reusable;
const azure = parse(readTemplate("ci/azure-pipelines.yml")) as AzureTemplate;
const [gitlab] = parseAllDocuments(readTemplate("ci/gitlab.yml")).map(
  (document) => document.toJS() as { spec: { inputs: Declared } },
);

const settings: Readonly<Record<"GitHub" | "Azure Pipelines" | "GitLab", Declared>> = {
  GitHub: gate.on.workflow_call.inputs,
  "Azure Pipelines": Object.fromEntries(azure.parameters.map((one) => [one.name, one])),
  GitLab: gitlab?.spec.inputs ?? {},
};

/** The settings that a call of a template must set, and those that it sets although there is no such setting. */
function faultsOf(declared: Declared, given: Readonly<Record<string, unknown>>): readonly string[] {
  return [
    ...Object.keys(given).filter((name) => !(name in declared)),
    ...Object.keys(declared).filter(
      (name) => declared[name]?.default === undefined && !(name in given),
    ),
  ];
}

test("the version of inferlint is this one", () => {
  const { version } = readManifest();
  expect(settings["Azure Pipelines"]["version"]?.default).toBe(version);
  expect(settings.GitLab["version"]?.default).toBe(version);
  const { steps } = gate.jobs.inferlint;
  const [own] = steps.filter((step) => step.with?.["repository"] === "inferlint/inferlint");
  expect(own?.with?.["ref"]).toBe(`v${version}`);
});

describe("GitHub", () => {
  test("the workflow that calls the gate has its permissions, and no others", () => {
    const needed = { contents: "read", actions: "read", "security-events": "write" };
    expect(gate.permissions).toEqual({});
    expect(caller.permissions).toEqual({});
    expect(gate.jobs.inferlint.permissions).toEqual(needed);
    expect(caller.jobs["gate"]?.permissions).toEqual(needed);
  });

  test("it sets what the gate needs, at the tag of this version", () => {
    const { uses = "", with: given = {} } = caller.jobs["gate"] ?? {};
    const path = `inferlint/inferlint/.github/workflows/gate.yml`;
    expect(uses).toBe(`${path}@v${readManifest().version}`);
    expect(faultsOf(settings.GitHub, given)).toEqual([]);
  });

  test("it runs for pull requests, in merge queues, and by schedule", () => {
    expect(Object.keys(caller.on)).toEqual(
      expect.arrayContaining(["pull_request", "merge_group", "schedule"]),
    );
  });

  test("docs/ci.md shows it, and docs/policy.md the name of its check", () => {
    const text = readTemplate("ci/github.yml").replace(/^(?:#.*\n)+/, "");
    expect(examples("yaml", ["docs/ci.md"])).toContain(text);
    const check = `${Object.keys(caller.jobs)[0] ?? ""} / ${gate.jobs.inferlint.name}`;
    expect(readDocument("docs/policy.md")).toContain(`\`${check}\``);
  });

  test("every example for pull requests also runs in merge queues and by schedule", () => {
    const workflows = documents
      .flatMap((path) => examplesIn(readDocument(path)))
      .filter(({ info, text }) => /^yaml\b/.test(info) && /^ {2}pull_request:/m.test(text));
    expect(workflows.length).toBeGreaterThanOrEqual(1);
    for (const { text } of workflows) {
      const { on } = parse(text) as Caller;
      expect(on, text).toHaveProperty("merge_group");
      expect(on, text).toHaveProperty("schedule");
    }
  });
});

interface AzureCall {
  readonly template: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

interface AzurePipeline {
  readonly schedules: readonly unknown[];
  readonly stages: readonly { readonly jobs: readonly AzureCall[] }[];
}

describe("Azure Pipelines", () => {
  test("the pipeline of docs/ci.md sets what the template needs, and runs by schedule", () => {
    const [pipeline] = examples("yaml", ["docs/ci.md"])
      .filter((text) => text.includes("policyRepository"))
      .map((text) => parse(text) as AzurePipeline);
    const [call] = pipeline?.stages[0]?.jobs ?? [];
    expect(call?.template).toBe("ci/azure-pipelines.yml@inferlint");
    expect(faultsOf(settings["Azure Pipelines"], call?.parameters ?? {})).toEqual([]);
    expect(pipeline?.schedules).toHaveLength(1);
  });

  test("what extends the template of the organization chooses nothing that decides", () => {
    const { parameters, stages } = parse(readTemplate("ci/azure-extends.yml")) as AzureTemplate & {
      stages: readonly (AzurePipeline["stages"][0] | string)[];
    };
    expect(parameters).toEqual([{ name: "stages", type: "stageList", default: [] }]);
    const [own, others] = stages;
    expect(others).toBe("${{ parameters.stages }}");
    const [call] = typeof own === "object" ? own.jobs : [];
    expect(call?.template).toBe("azure-pipelines.yml");
    expect(faultsOf(settings["Azure Pipelines"], call?.parameters ?? {})).toEqual([]);
    expect(JSON.stringify(call)).not.toContain("${{");
  });

  test("the pipeline of docs/policy.md extends it, and runs by schedule", () => {
    const [text = ""] = examples("yaml", ["docs/policy.md"]);
    expect(parse(text)).toMatchObject({
      schedules: [{ always: true }],
      resources: { repositories: [{ repository: "policies" }] },
      extends: { template: "azure-extends.yml@policies" },
    });
  });

  test("reports are at the root of the artifact that the tab of scans reads, and on request for Advanced Security", () => {
    const { jobs } = parse(readTemplate("ci/azure-pipelines.yml")) as {
      jobs: { steps: object[] }[];
    };
    const steps = jobs[0]?.steps ?? [];
    const condition = "and(succeededOrFailed(), ne(variables['inferlintReports'], ''))";
    const folder = "$(inferlintReports)";
    expect(steps.slice(-2)).toMatchObject([
      {
        ...{ task: "PublishBuildArtifacts@1", condition },
        inputs: { PathtoPublish: folder, ArtifactName: "CodeAnalysisLogs" },
      },
      {
        "${{ if parameters.advancedSecurity }}": [
          {
            ...{ task: "AdvancedSecurity-Publish@1", condition },
            inputs: { SarifsInputDirectory: folder, Category: "inferlint" },
          },
        ],
      },
    ]);
  });
});

test("GitLab: the example sets what the template needs", () => {
  const [text = ""] = examples("yaml", ["docs/ci.md"]).filter((one) => one.startsWith("include:"));
  const { include } = parse(text) as {
    include: [{ remote: string; inputs: Record<string, unknown> }];
  };
  expect(include[0].remote).toMatch(
    new RegExp(`/inferlint/inferlint/v${readManifest().version}/ci/gitlab\\.yml$`),
  );
  expect(faultsOf(settings.GitLab, include[0].inputs)).toEqual([]);
});

test("the table of docs/ci.md has the settings that all templates have, with their defaults", () => {
  const rows = [...readDocument("docs/ci.md").matchAll(/^\| `([\w-]+)` .*\| `([^`]*)` +\|$/gm)];
  const table: Record<string, string> = {};
  for (const [, name = "", value = ""] of rows) table[name] = value;
  expect(Object.keys(table)).toEqual(["policy", "paths", "fail-on", "against"]);
  for (const [platform, declared] of Object.entries(settings)) {
    const named = Object.keys(table).map((name) => {
      const own = platform === "Azure Pipelines" ? name.replace("-on", "On") : name;
      return [name, String(declared[own]?.default)];
    });
    expect(Object.fromEntries(named), platform).toEqual(table);
  }
});
