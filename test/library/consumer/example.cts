// The same package from a CommonJS program.
import inferlint = require("inferlint");

async function main(): Promise<void> {
  const report: inferlint.Report = await inferlint.lintText({
    path: "Dockerfile",
    text: "FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest\n",
    asOf: "2026-11-23",
  });
  console.log(report.schema, report.findings.length);
}

void main();
