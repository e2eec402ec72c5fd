import type { SourceKind } from "../domain/build/file-kind.ts";

/** The kinds that an extension decides about, in lower case and without its dot. */
export const kindOfExtension: ReadonlyMap<string, SourceKind> = new Map([
  ["yml", "yaml"],
  ["yaml", "yaml"],
  ["runconfig", "yaml"],
  ["json", "json"],
  ["py", "python"],
  ["ipynb", "notebook"],
  ["sh", "shell"],
  ["bash", "shell"],
  ["mk", "shell"],
  ["env", "text"],
  ["conf", "text"],
  ["hcl", "hcl"],
  ["md", "markdown"],
  ["rst", "markdown"],
]);

/** Names without extension that decide, in lower case. */
export const kindOfFullName: ReadonlyMap<string, SourceKind> = new Map([
  ["mlmodel", "yaml"],
  ["makefile", "shell"],
  ["gnumakefile", "shell"],
  [".env", "text"],
]);

/** `.env.production` and others. */
export const environmentPrefix = ".env.";

/** Files without extension that are not hidden, in and below such a folder, are run configurations of Azure ML, in YAML. */
export const runConfigurationFolder = ".azureml";

/** Names that end in this, and those of files without extension that are not hidden, say nothing: the text can be a Dockerfile. */
export const plainExtension = "txt";

/**
 * Names of files that name images without running any, in lower case: inferlint's own, and lock files, which repeat what a
 * resolver found.
 */
export const unreadNames: ReadonlySet<string> = new Set([
  ".inferlint.yaml",
  ".inferlint.yml",
  ".inferlint.json",
  ".inferlint-baseline.json",
  "package-lock.json",
  ".package-lock.json",
  "npm-shrinkwrap.json",
  "packages.lock.json",
  "pnpm-lock.yaml",
  "conda-lock.yml",
  "conda-lock.yaml",
  ".terraform.lock.hcl",
]);
