import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isConfigError } from "../../src/config/index.ts";
import { configErrorLines } from "../../src/cli/notices.ts";
import { isUsageError } from "../../src/domain/settings/usage-error.ts";
import { runHere } from "./run-here.ts";
import { runCli } from "./run-cli.ts";
import { git, temporaryDirectory } from "./working-copy.ts";

/** What happens to paths: a new content, a link to a target, or null where the path is removed. */
export type Changes = Readonly<
  Record<string, string | Uint8Array | { readonly link: string } | null>
>;

/** A repository of git whose HEAD is a change on top of a base. */
export interface Change {
  readonly root: string;
  /** A folder outside of the repository. */
  readonly outside: string;
  /** Object ids of the two commits. */
  readonly base: string;
  readonly head: () => string;
  readonly apply: (changes: Changes) => void;
  readonly git: (...args: readonly string[]) => string;
  readonly remove: () => void;
}

/** Commits the files of the base, applies the change, and commits it as well. */
export function makeChange(
  files: Changes,
  change: Changes,
  options: { readonly isCommitted?: boolean } = {},
): Change {
  const top = temporaryDirectory();
  const [root, outside] = [join(top, "repository"), join(top, "outside")];
  for (const folder of [root, outside]) mkdirSync(folder);
  const inRoot = (...args: readonly string[]): string => git(root, ...args);
  const apply = (changes: Changes): void => {
    applyTo(root, changes);
  };
  const commit = (): void => {
    inRoot("add", "--all");
    inRoot("commit", "--quiet", "--allow-empty", "--message=Change");
  };
  inRoot("init", "--quiet", "--initial-branch=main");
  apply(files);
  commit();
  const base = inRoot("rev-parse", "HEAD");
  apply(change);
  if (options.isCommitted !== false) commit();
  return {
    ...{ root, outside, base, apply, git: inRoot },
    head: () => inRoot("rev-parse", "HEAD"),
    remove: () => {
      rmSync(top, { recursive: true, force: true });
    },
  };
}

export function applyTo(root: string, changes: Changes): void {
  for (const [path, content] of Object.entries(changes)) {
    const file = join(root, path);
    rmSync(file, { recursive: true, force: true });
    if (content === null) continue;
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(file, content);
    else symlinkSync(content.link, file);
  }
}

/** What a run says, in lines that a table can name. */
export interface Said {
  readonly exit: number | null;
  /** `RULE PATH:LINE` of what counts, then ids of notifications; an error of the run as it is. */
  readonly lines: readonly string[];
}

interface Reported {
  readonly findings: readonly {
    readonly ruleId: string;
    readonly path: string;
    readonly region: { readonly startLine: number };
    readonly baselineState?: string;
    readonly suppressed?: object;
  }[];
  readonly notifications: readonly { readonly id: string; readonly path?: string }[];
}

/** Runs the command line in a repository as of 2026-11-23. */
export async function said(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const asOf = args.includes("--as-of") ? [] : ["--as-of", "2026-11-23"];
  const ended = await runCli([...asOf, "--format", "json", ...args], { cwd, env });
  if (ended.stdout === "") return { exit: ended.status, lines: ended.stderr.trim().split("\n") };
  return { exit: ended.status, lines: linesOf(ended.stdout) };
}

/** The same in this process, which takes a fraction of the time. */
export async function saidHere(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  try {
    const { exit, stdout } = await runHere(cwd, ["--format", "json", ...args], env);
    return { exit, lines: linesOf(stdout) };
  } catch (error) {
    if (isConfigError(error)) return { exit: 2, lines: configErrorLines(error) };
    if (isUsageError(error)) return { exit: 2, lines: [error.message] };
    throw error;
  }
}

function linesOf(report: string): readonly string[] {
  const { findings, notifications } = JSON.parse(report) as Reported;
  const counted = findings.filter(
    ({ baselineState, suppressed }) => baselineState !== "unchanged" && suppressed === undefined,
  );
  return [
    ...counted.map(({ ruleId, path, region }) => `${ruleId} ${path}:${region.startLine}`),
    ...notifications.map(({ id, path }) => (path === undefined ? id : `${id} ${path}`)),
  ];
}
