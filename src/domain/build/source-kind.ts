import type { SourceKind } from "./file-kind.ts";

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
const kindOfFullName: ReadonlyMap<string, SourceKind> = new Map([
  ["mlmodel", "yaml"],
  ["makefile", "shell"],
  ["gnumakefile", "shell"],
  [".env", "text"],
]);

/** `.env.production` and others. */
const environmentPrefix = ".env.";

/** Files without extension that are not hidden, in and below such a folder, are run configurations of Azure ML, in YAML. */
const runConfigurationFolder = ".azureml";

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

/** What a file is by its name; null where the name says nothing, and for configuration of inferlint. */
export function sourceKindOf(path: string, name: string, extension: string): SourceKind | null {
  if (extension === "") return kindWithoutExtension(path, lower(name));
  const known = kindOfExtension.get(extension) ?? kindOfExtension.get(lower(extension));
  if (known === undefined)
    return name.startsWith(".") && lower(name).startsWith(environmentPrefix) ? "text" : null;
  return unreadNames.has(lower(name)) ? null : known;
}

function kindWithoutExtension(path: string, lowerName: string): SourceKind | null {
  const known = kindOfFullName.get(lowerName);
  if (known !== undefined) return known;
  if (lowerName.startsWith(".")) return null;
  return path.split(/[\\/]/).slice(0, -1).some(isRunConfigurationFolder) ? "yaml" : null;
}

function isRunConfigurationFolder(name: string): boolean {
  return lower(name) === runConfigurationFolder;
}

/** The text after the last dot; empty for none, and for a name that only begins with one. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1) : "";
}

/** Only letters of ASCII, as in the pattern of the hook: the Kelvin sign is no k. */
export function lower(name: string): string {
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name;
}
