import type { CalendarDate } from "../text/calendar-date.ts";
import type { NoteOpen, RegistrySource } from "../domain/image/registry-source.ts";
import type { RunLog } from "./run-log.ts";

/** Where a run asks what the catalogue cannot know: registries, facts that somebody kept, or both. */
export interface RegistrySession {
  readonly source: RegistrySource;
  readonly noteOpen: NoteOpen;
  /** Says what stayed open, once the run is through. */
  readonly conclude: (log: RunLog, asOf: CalendarDate) => void;
  /** A registry did not answer. */
  readonly hasFailures: () => boolean;
  /** Whether a question stayed open that had to be answered. */
  readonly isIncomplete: () => boolean;
  /** Ends connections, which would keep the process alive. */
  readonly close: () => Promise<void>;
}
