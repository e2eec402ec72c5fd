import type { Notification } from "../domain/rule/run.ts";

/** Notifications that may concern every file, so that the first place is enough. */
const saidOnce: ReadonlySet<string> = new Set(["renamed-rule", "preview-rule"]);
/** A file that is a Git LFS pointer, so that it was not read. */
export interface LfsPointer {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** What it stands for would be checked. */
  readonly isChecked: boolean;
}

/** The notifications of a run, and whether something that had to be checked was not. */
export class RunLog {
  readonly notifications: Notification[] = [];
  /** The files that are Git LFS pointers. */
  readonly pointers: LfsPointer[] = [];
  isIncomplete = false;
  readonly #said = new Set<string>();

  warn(id: string, path: string | null, message: string): void {
    this.notifications.push({ level: "warning", id, path, message, region: null });
  }

  /** The run goes on, and ends with exit code 2. */
  fail(id: string, path: string | null, message: string): void {
    this.isIncomplete = true;
    this.notifications.push({ level: "error", id, path, message, region: null });
  }

  /** What another log holds. */
  addAll({ notifications, pointers, isIncomplete }: RunLog): void {
    for (const notification of notifications) this.add(notification);
    for (const pointer of pointers) this.pointers.push(pointer);
    if (isIncomplete) this.isIncomplete = true;
  }

  add(notification: Notification): void {
    const { id, message } = notification;
    if (saidOnce.has(id) && this.#said.has(message)) return;
    if (saidOnce.has(id)) this.#said.add(message);
    this.notifications.push(notification);
  }

  /** A problem with a path. */
  report(problem: {
    readonly id: string;
    readonly path: string | null;
    readonly message: string;
    readonly fatal: boolean;
    readonly isNote?: true;
  }): void {
    const { id, path, message, fatal, isNote } = problem;
    if (fatal) this.fail(id, path, message);
    else if (isNote) this.add({ level: "note", id, path, message, region: null });
    else this.warn(id, path, message);
  }
}
