import { fileStart } from "../../src/domain/build/region.ts";
import type { Run } from "../../src/domain/rule/run.ts";
import { buildFinding, buildRule, buildRun, buildSources, enforce } from "./run.ts";

/** 5,000 findings, each in a file of its own. */
export function largeRun(): Run {
  const findings = Array.from({ length: 5_000 }, (_, index) =>
    buildFinding("a", fileStart, {
      path: `team-${index % 40}/models/scorer-${String(index).padStart(4, "0")}/Dockerfile`,
      evidence: [
        { fact: "tag date", value: "2025-02-19", source: "the tag", asOf: null },
        { fact: "newest known tag", value: "20260316.v1", source: "list", asOf: "2026-07-31" },
      ],
    }),
  ).sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250219.v1\n";
  const sources = buildSources(Object.fromEntries(findings.map(({ path }) => [path, text])));
  return buildRun({ rules: enforce(buildRule("a")), findings, sources, files: 5_000 });
}
