// A program that uses the package as a dependency. The test compiles and runs it; docs/library.md shows parts of it.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding, Fix, InspectedImage, Region, Report, Settings } from "inferlint";
import { inspect, isConfigError, isUsageError, lint, lintText, loadSettings } from "inferlint";

const asOf = "2026-11-23";
const dockerfile = `FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest
USER root
`;

function line({ ruleId, level, path, region, short }: Finding): string {
  const { startLine, startColumn }: Region = region;
  return `${path}:${startLine}:${startColumn} ${level} ${ruleId}: ${short}`;
}

const report: Report = await lintText({ path: "score/Dockerfile", text: dockerfile, asOf });
for (const finding of report.findings) console.log(line(finding));

const fix: Fix | undefined = report.findings[0]?.fix;
console.log(fix?.safe, fix?.edits.length);

const config = "rules: { root-user: off }";
const clean = await lintText({ path: "score/Dockerfile", text: dockerfile, config, asOf });
console.log(clean.summary.errors);

const directory = mkdtempSync(join(tmpdir(), "inferlint-example-"));
writeFileSync(join(directory, "Dockerfile"), dockerfile);
writeFileSync(join(directory, ".inferlint.yaml"), "rules: { root-user: warning }\n");
const settings: Settings = await loadSettings({ cwd: directory });
for (const finding of (await lint({ paths: ["."], settings, asOf })).findings)
  console.log(line(finding));

const { files } = await inspect({ paths: ["Dockerfile"], settings, asOf });
const images: readonly InspectedImage[] = files.flatMap((file) => file.images);
console.log(images.map(({ python, defaultUser }) => `${python} ${defaultUser}`));

try {
  await lintText({ path: "Dockerfile", text: dockerfile, config: "rulez: {}", asOf });
} catch (error) {
  if (!isConfigError(error)) throw error;
  for (const { path, region, message } of error.problems)
    console.log(`${path}:${region?.startLine ?? ""}: ${message}`);
}

try {
  await lintText({ path: "Dockerfile", text: dockerfile, asOf: "2026-11-31" });
} catch (error) {
  if (!isUsageError(error)) throw error;
  console.log(error.message);
}
