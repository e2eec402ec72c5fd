import { conciseReporter } from "./concise.ts";
import type { CreateReporter, ReportOptions, Reporter } from "./reporter.ts";
import { textReporter } from "./text/index.ts";

/** What a format shows that takes time to compute. */
type Content = "fixes" | "fingerprints" | "origins" | "gate" | "images" | "ends";

interface FormatEntry {
  readonly create: () => CreateReporter | Promise<CreateReporter>;
  readonly shows: readonly Content[];
}

export type Format =
  | "text"
  | "concise"
  | "json"
  | "ndjson"
  | "sarif"
  | "github"
  | "azure"
  | "gitlab"
  | "junit"
  | "markdown"
  | "html";

/** The report formats of `lint`. Formats that a commit hook does not print are loaded on first use. */
const table: Readonly<Record<Format, FormatEntry>> = {
  text: { create: () => textReporter, shows: ["fixes", "gate"] },
  concise: { create: () => conciseReporter, shows: [] },
  json: {
    create: async () => (await import("./json/index.ts")).jsonReporter,
    shows: ["fixes", "fingerprints", "origins", "images", "ends"],
  },
  ndjson: {
    create: async () => (await import("./ndjson/index.ts")).ndjsonReporter,
    shows: ["fixes", "fingerprints", "origins", "images", "ends"],
  },
  sarif: {
    create: async () => (await import("./sarif/index.ts")).sarifReporter,
    shows: ["fixes", "fingerprints", "origins"],
  },
  github: {
    create: async () => (await import("./github/index.ts")).githubReporter,
    shows: ["gate"],
  },
  azure: {
    create: async () => (await import("./azure/index.ts")).azureReporter,
    shows: ["gate"],
  },
  gitlab: {
    create: async () => (await import("./gitlab/index.ts")).gitlabReporter,
    shows: ["fingerprints"],
  },
  junit: {
    create: async () => (await import("./junit/index.ts")).junitReporter,
    shows: [],
  },
  markdown: {
    create: async () => (await import("./markdown/index.ts")).markdownReporter,
    shows: ["fixes", "origins"],
  },
  html: {
    create: async () => (await import("./html/index.ts")).htmlReporter,
    shows: ["fixes", "origins", "ends"],
  },
};

/** Those that `exceptions` writes, besides text and JSON. */
export type TableFormat = "csv" | "markdown";

export const tableFormats: readonly TableFormat[] = ["csv", "markdown"];

/** The one that only `images` writes, besides text and JSON. */
export type ReleaseFormat = "renovate";

export const formats: readonly Format[] = Object.keys(table) as Format[];

export function isFormat(format: string): format is Format {
  return Object.hasOwn(table, format);
}

/** Creates the reporter of a format. Quiet text is `concise`, which has one line for each finding. */
export async function createReporter(format: Format, options: ReportOptions): Promise<Reporter> {
  const create = await table[effectiveFormat(format, options)].create();
  return create(options);
}

/** Whether any of the formats shows something. */
export function anyShows(
  outputs: readonly { readonly format: Format }[],
  content: Content,
  options: Pick<ReportOptions, "quiet">,
): boolean {
  return outputs.some(({ format }) =>
    table[effectiveFormat(format, options)].shows.includes(content),
  );
}

/** Whether any of the formats shows the policy, configuration and facts of a run: in any case, or only a policy and a facts file. */
export function originsShown(
  outputs: readonly { readonly format: Format }[],
  options: Pick<ReportOptions, "quiet">,
): "always" | "gate" | "never" {
  if (anyShows(outputs, "origins", options)) return "always";
  return anyShows(outputs, "gate", options) ? "gate" : "never";
}

function effectiveFormat(format: Format, { quiet }: Pick<ReportOptions, "quiet">): Format {
  return format === "text" && quiet ? "concise" : format;
}
