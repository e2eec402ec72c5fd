import type { Notification } from "../domain/rule/run.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { Output, ScanOptions } from "./command.ts";
import type { Progress } from "./progress.ts";

export const exitCodes = { clean: 0, findings: 1, notChecked: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What commands need from the process. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly today: CalendarDate;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The user's home directory; null where it is unknown. */
  readonly home: string | null;
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly operatingSystem: string;
  readonly readStandardInput: () => Buffer;
  /** Standard input as it comes; more is read once the last part was used. */
  readonly standardInput: () => AsyncIterable<Buffer>;
  /** To a file, whole or not at all, or to standard output. */
  readonly write: (output: Output, pieces: Iterable<string>) => Promise<void>;
  /** A line on standard error. */
  readonly warn: (line: string) => void;
  readonly notify: (notifications: readonly Notification[], quiet: boolean) => void;
  /** Files get no colours. */
  readonly wantsColors: (options: Pick<ScanOptions, "color">, output: Output) => boolean;
  /** Columns of the terminal that an output goes to; 80 where it goes elsewhere. */
  readonly widthOf: (output: Output) => number;
  /** Shows on a terminal how far long work has come. */
  readonly withProgress: <T>(
    options: ScanOptions,
    work: (progress: Pick<Progress, "report" | "asked">) => Promise<T>,
  ) => Promise<T>;
  /** A part of the name of a temporary file that no other process uses. Signals wait from then on until a write is done. */
  readonly unique: () => string;
  /** Called at the end of the process, whatever ends it. */
  readonly onEnd: (work: () => void) => void;
}
