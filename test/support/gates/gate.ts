import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { GateWorld } from "../gate-world.ts";
import type { Ended } from "../working-copy.ts";
import { projectRoot } from "../working-copy.ts";

// The templates of ci/ and .github/workflows/gate.yml, run as their platforms would: their own commands, with what the platform
// puts into them and around them.

/** What a run on a change is given, beside the change itself. */
export interface GateRun {
  /** The name of a change of the world. */
  readonly change: string;
  readonly event: "pull request" | "merge queue" | "schedule";
  /** Parameters or inputs of the template. */
  readonly inputs?: Readonly<Record<string, string | boolean>>;
  /** Variables that the checked repository can set in its own file of the platform. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Done with the checkout before the job starts. */
  readonly prepare?: (repository: string) => void;
  /** What stands before the directories of PATH. */
  readonly path?: string;
}

export interface GateResult extends Ended {
  /** The reports that the platform would take, by their names in the place where it looks for them. */
  readonly reports: Readonly<Record<string, string>>;
}

export type Gate = (world: GateWorld, run: GateRun) => Promise<GateResult>;

export const readTemplate = (path: string): string => readFileSync(join(projectRoot, path), "utf8");

/** What every process of the job gets: the home directory, and programs. */
export function environment(world: GateWorld, { path }: GateRun): Record<string, string> {
  const search = process.env["PATH"] ?? "";
  return {
    HOME: world.home,
    PATH: path === undefined ? search : `${path}:${search}`,
    NO_COLOR: "1",
    npm_config_update_notifier: "false",
    ...Object.fromEntries(
      ["NAME", "EMAIL"].map((part) => [`GIT_COMMITTER_${part}`, "tester@example.org"]),
    ),
  };
}

/** The files of a folder. */
export function readReports(folder: string | undefined): Readonly<Record<string, string>> {
  if (folder === undefined || !existsSync(folder)) return {};
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map(({ name }) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

/** Puts values in the place of `${{ prefix.NAME }}` or `$[[ prefix.NAME ]]`. */
export function fill(
  text: string,
  pattern: RegExp,
  values: Readonly<Record<string, unknown>>,
): string {
  return text.replace(pattern, (whole, name: string) => {
    if (!(name in values)) throw new Error(`${whole} has no value`);
    return String(values[name]);
  });
}

/** What the platform checks out. */
export function refOf({ change, event }: GateRun): string {
  return event === "schedule" ? `refs/heads/${change}` : `refs/pull/${change}/merge`;
}
