import type { EnrichedBuild } from "../../domain/build/enriched-build.ts";
import type { Tool } from "../../domain/rule/run.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { listMark, StreamedList } from "../log-safe-json.ts";
import { styleOf } from "../style.ts";
import { buildLines } from "./build-lines.ts";
import { fileJson } from "./file-json.ts";

/** Writes what each Dockerfile builds, file by file, as pieces of text. */
interface InspectReporter {
  begin(start: { readonly tool: Tool; readonly asOf: CalendarDate }): Iterable<string>;
  file(build: EnrichedBuild): Iterable<string>;
  end(): Iterable<string>;
}

/** What each Dockerfile builds, without findings. */
export interface InspectedBuilds {
  readonly tool: Tool;
  readonly asOf: CalendarDate;
  readonly builds: readonly EnrichedBuild[];
}

export type InspectFormat = "text" | "json";

/** The report formats of `inspect`. */
const inspectReporters: Readonly<Record<InspectFormat, (colors: boolean) => InspectReporter>> = {
  text: textReporter,
  json: jsonReporter,
};

export function isInspectFormat(format: string): format is InspectFormat {
  return Object.hasOwn(inspectReporters, format);
}

export function* inspectPieces(
  format: InspectFormat,
  { builds, ...start }: InspectedBuilds,
  colors: boolean,
): Iterable<string> {
  const reporter = inspectReporters[format](colors);
  yield* reporter.begin(start);
  for (const build of builds) yield* reporter.file(build);
  yield* reporter.end();
}

/** `inferlint.inspect/1` as one text: stable, fields are only added. */
export function toInspectJson(inspected: InspectedBuilds): string {
  return Array.from(inspectPieces("json", inspected, false)).join("");
}

function textReporter(colors: boolean): InspectReporter {
  const style = styleOf(colors);
  return {
    begin: () => [],
    *file(build) {
      yield `${buildLines(build, style).join("\n")}\n\n`;
    },
    end: () => [],
  };
}

function jsonReporter(): InspectReporter {
  const list = new StreamedList();
  return {
    *begin({ tool, asOf }) {
      yield list.begin({
        schema: "inferlint.inspect/1",
        tool: { name: tool.name, version: tool.version },
        asOf,
        files: listMark,
      });
    },
    *file(build) {
      yield list.add(list.item(fileJson(build)));
    },
    *end() {
      yield list.end({ files: listMark });
    },
  };
}
