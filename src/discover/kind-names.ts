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
 * Names of inferlint's own configuration, in lower case, which lists images and runs none. Lock files and baselines are known by
 * what is in them: a deployment can have such a name.
 */
export const unreadNames: ReadonlySet<string> = new Set([
  ".inferlint.yaml",
  ".inferlint.yml",
  ".inferlint.json",
]);
