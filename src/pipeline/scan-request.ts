import type { DiscoveredFile, OnLeftOut } from "../discover/index.ts";
import type { FactSource, ReferenceFacts } from "../domain/image/fact-source.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { Gate } from "./gate.ts";
import type { SourceContent } from "./project/read-content.ts";
import type { OpenFactsFile, RegistrySession } from "./registry-session.ts";
import type { RunSettings } from "./run-settings.ts";

/** A run over the same files, by the same settings: only what has other contents is read again. */
export interface EarlierRun {
  /** What a search found, or the user named; in order. */
  readonly found: readonly DiscoveredFile[];
  /** All files of its repositories that can say something. */
  readonly files: readonly DiscoveredFile[];
  /** What a file was read as; null for one that was not read, such as a Dockerfile. */
  readonly contentOf: (absolute: string) => SourceContent | null;
  /** The files with other contents, by their absolute paths, and the absolute paths that they are read at. */
  readonly readAt: ReadonlyMap<string, string>;
}

/** Which files are scanned, and how. */
export interface ScanRequest {
  /** Files and directories; absolute, or relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** One file that is passed instead of read: its name relative to `cwd`, and its bytes. */
  readonly stdin: { readonly path: string; readonly bytes: Buffer } | null;
  /** The day everything is checked as of. */
  readonly asOf: CalendarDate;
  readonly settings: RunSettings;
  /** Files that a search would not take are not read even if their paths are given, since hooks name every file. */
  readonly forceExclude: boolean;
  /** Nothing but the text that is passed counts: no other file is read. */
  readonly readsNothing?: boolean;
  /** What decides the run besides the repository; absent where nothing is known of it. */
  readonly gate?: Gate;
  /** A run over the same files. */
  readonly earlier?: EarlierRun;
  /** Facts instead of the catalogue that ships. */
  readonly catalogue?: FactSource & ReferenceFacts;
  /** The file that these facts are of; absent where they are of none. */
  readonly catalogueFile?: Pick<OpenFactsFile, "newest" | "digest">;
  /** Answers of registries or of a facts file; null or absent where only the catalogue counts. */
  readonly session?:
    | (Pick<
        RegistrySession,
        "answeredBy" | "sourceFor" | "onUnresolved" | "conclude" | "isIncomplete"
      > &
        Partial<Pick<RegistrySession, "facts" | "recorded">>)
    | null;
  /** Called where a setting leaves out a file or folder. */
  readonly onLeftOut?: OnLeftOut;
  /** Called for each file that has been read. */
  readonly onProgress?: (done: number, total: number) => void;
}
