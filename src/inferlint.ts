import { createHash } from "node:crypto";
import { relative, sep } from "node:path";
import * as rules from "../rules/index.ts";
import type { RuleInForce } from "./check/index.ts";
import { checkBuild, compareFindings } from "./check/index.ts";
import type { DiscoveredFile } from "./discover/index.ts";
import {
  discover,
  mentionsAzureml,
  readSource,
  repositoryRootFinder,
  sourceOf,
} from "./discover/index.ts";
import { unreadBuild } from "./domain/build.ts";
import type { CalendarDate } from "./domain/calendar-date.ts";
import { minusMonths } from "./domain/calendar-date.ts";
import type { EnrichedBuild } from "./domain/enriched-build.ts";
import type { Finding } from "./domain/finding.ts";
import type { ImagePolicy } from "./domain/image-policy.ts";
import type { Rule } from "./domain/rule.ts";
import type { Notification, QuotedSource, Run, Tool } from "./domain/run.ts";
import type { SourceFile } from "./domain/source-file.ts";
import { createEnricher } from "./enrich/index.ts";
import { resolveBuild } from "./resolve/index.ts";

/** Every rule there is, in order of id. */
export const ruleset: readonly Rule[] = Object.values(rules)
  .map((rule): Rule => rule)
  .sort((a, b) => (a.id < b.id ? -1 : 1));

/** What to look at, and as what. */
export interface Request {
  readonly tool: Tool;
  /** Files and directories; absolute, or relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** One file that is given instead of read: its name relative to `cwd`, and its bytes. */
  readonly stdin: { readonly path: string; readonly bytes: Buffer } | null;
  /** The day everything is judged on. */
  readonly asOf: CalendarDate;
  readonly target: string | null;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly policy: ImagePolicy;
}

/** A run, and whether something that had to be judged was not. */
export interface Outcome<T> {
  readonly result: T;
  readonly incomplete: boolean;
}

/** discover → parse → resolve → enrich → check: everything a report may print. */
export async function lint(
  request: Request & { readonly rules: readonly RuleInForce[] },
): Promise<Outcome<Run>> {
  const { tool, asOf, cwd } = request;
  const findings: Finding[] = [];
  const sources = new Map<string, QuotedSource>();
  const counts = { files: 0, judged: 0, images: 0 };
  const walk = await openFiles(request);
  const findRoot = repositoryRootFinder();
  for await (const { build, file, text } of walk.builds(true)) {
    if (!build) continue;
    counts.judged += build.unread ? 0 : 1;
    counts.images += build.images.filter(({ inference }) => inference === "yes").length;
    const root = findRoot(file.absolute) ?? cwd;
    const repositoryPath = relative(root, file.absolute).replaceAll(sep, "/");
    const checked = checkBuild(build, repositoryPath, { asOf, rules: request.rules, hash });
    for (const { ruleId, error } of checked.failures)
      walk.fail(internalError(file.path, ruleId, error));
    if (checked.findings.length === 0) continue;
    findings.push(...checked.findings);
    sources.set(file.path, { text, repositoryPath });
  }
  counts.files = walk.files;
  return {
    incomplete: walk.incomplete(),
    result: {
      tool,
      asOf,
      rules: request.rules,
      findings: findings.sort(compareFindings),
      notifications: walk.notifications,
      sources,
      ...counts,
    },
  };
}

/** discover → parse → resolve → enrich: what each Dockerfile builds. */
export async function inspect(
  request: Request,
): Promise<Outcome<{ builds: EnrichedBuild[]; notifications: readonly Notification[] }>> {
  const walk = await openFiles(request);
  const builds: EnrichedBuild[] = [];
  for await (const { build } of walk.builds(false)) if (build) builds.push(build);
  return {
    incomplete: walk.incomplete(),
    result: { builds, notifications: walk.notifications },
  };
}

interface OpenedFile {
  readonly file: DiscoveredFile;
  readonly text: string;
  /** Null for a file that cannot name an azureml image, which is not parsed. */
  readonly build: EnrichedBuild | null;
}

/** The files of a request and what went wrong with them, the same way for judging and for looking. */
async function openFiles(request: Request) {
  const { cwd, paths, stdin, asOf, policy } = request;
  const notifications: Notification[] = [];
  let incomplete = false;
  const notify = (notification: Notification): void => void notifications.push(notification);
  const fail = (notification: Notification): void => {
    incomplete = true;
    notify(notification);
  };
  const discovery = await discover(paths, { cwd });
  for (const { id, path, message, fatal } of discovery.problems)
    (fatal ? fail : notify)({ level: fatal ? "error" : "warning", id, path, message });
  const given = stdin ? [{ path: stdin.path, absolute: `${cwd}/${stdin.path}`, named: true }] : [];
  const files: readonly DiscoveredFile[] = [...given, ...discovery.files];

  async function* builds(relevantOnly: boolean): AsyncGenerator<OpenedFile> {
    const [only] = files.length === 1 && paths.length + given.length === 1 ? files : [];
    let rooms: Awaited<ReturnType<typeof openRooms>> | undefined;
    for (const file of files) {
      const source =
        stdin && given.includes(file as (typeof given)[number])
          ? sourceOf(stdin.path, stdin.bytes)
          : readSource(file);
      if (source.kind === "problem") {
        const { id, path, message, fatal } = source;
        (fatal ? fail : notify)({ level: fatal ? "error" : "warning", id, path, message });
        continue;
      }
      const text = source.text ?? "";
      rooms ??= await openRooms(policy, asOf, notify);
      const { parseDockerfile, mayNameImages } = rooms.parse;
      const isWanted = !relevantOnly || mayMatter(source, request, mayNameImages);
      if (!isWanted && !(only && request.target !== null)) {
        yield { file, text, build: null };
        continue;
      }
      const resolved =
        source.kind === "unread"
          ? unreadBuild(file.path, unreadReasons[source.why])
          : resolveBuild(parseDockerfile(file.path, source.text), request);
      const build = await rooms.enrich(resolved);
      if (build.targetMissing && (only ?? !relevantOnly) === file)
        fail(missingTarget("error", file.path, request.target));
      else if (
        build.targetMissing &&
        (!relevantOnly || build.images.some(({ inference }) => inference !== "no"))
      )
        notify(missingTarget("warning", file.path, request.target));
      yield { file, text, build };
    }
  }
  return { files: files.length, builds, notifications, fail, incomplete: () => incomplete };
}

/** Parser and catalogue, loaded when there is a file to read. */
async function openRooms(
  policy: ImagePolicy,
  asOf: CalendarDate,
  notify: (notification: Notification) => void,
) {
  const parse = await import("./parse/index.ts");
  const { openCatalogue } = await import("./catalogue/index.ts");
  const catalogue = openCatalogue();
  if (catalogue.checkedOn < minusMonths(asOf, 12))
    notify({
      level: "warning",
      id: "old-facts",
      path: null,
      message: `The catalogue was last checked on ${catalogue.checkedOn}, over a year before ${asOf}: update inferlint.`,
    });
  const enrich = createEnricher(policy, { sources: [catalogue], reference: catalogue, asOf });
  return { parse, enrich };
}

/** Whether a file can name an azureml image: plain bytes first, then what its instructions can put together. */
function mayMatter(
  source: SourceFile,
  { policy, buildArgs }: Request,
  mayNameImages: (text: string, literals: readonly string[]) => boolean,
): boolean {
  if (source.text === null) return true;
  const literals = ["azureml", ...policy.mirrors.map(({ prefix }) => prefix.toLowerCase())];
  return (
    mentionsAzureml(source.text) ||
    [...buildArgs.values()].some((value) => mentionsAzureml(value)) ||
    mayNameImages(source.text, literals)
  );
}

const unreadReasons = {
  size: "it is larger than 1 MiB and was not read",
  "utf-16": "it is UTF-16 text, which BuildKit does not read",
  binary: "it holds NUL bytes and is no text",
};

function missingTarget(
  level: "error" | "warning",
  path: string,
  target: string | null,
): Notification {
  const done = level === "error" ? "" : "; the last stage was judged";
  return {
    level,
    id: "missing-target",
    path,
    message: `There is no stage ${target ?? ""}${done}.`,
  };
}

function internalError(path: string, ruleId: string, error: unknown): Notification {
  const why = error instanceof Error ? error.message : String(error);
  return {
    level: "error",
    id: "internal-error",
    path,
    message: `The rule ${ruleId} failed, which is a defect of inferlint: ${why}.`,
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
