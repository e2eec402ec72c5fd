import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Coverage } from "../build/coverage.ts";
import type { SourceKind } from "../build/file-kind.ts";
import type { AnsweredBy } from "./answered-by.ts";
import type { FailOn } from "./fail-on.ts";
import type { Finding, Level } from "./finding.ts";
import type { Notification } from "./notification.ts";
import type { RecordedRun } from "./recorded-run.ts";
import type { Rule, RuleOptions } from "./rule.ts";
import type { SupportEnd } from "./support-end.ts";
import type { ShardRecord } from "./shard-record.ts";

export type { Notification } from "./notification.ts";

export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly homepage: string;
}

export interface RuleWithLevel {
  readonly rule: Rule;
  readonly level: Level;
}

/** An enabled rule with its options. */
export interface EnabledRule extends RuleWithLevel {
  readonly options: RuleOptions;
  /** Runs only for the questions it leaves open: its findings are not reported. */
  readonly questionsOnly?: boolean;
  /** It is off itself, and reports only questions that have a level of their own. */
  readonly leveledOnly?: boolean;
  /** Before this day its errors are warnings; absent where they never are. */
  readonly enforcedFrom?: CalendarDate;
}

/** The source text of a file with findings, for reports that quote it. */
export interface QuotedSource {
  /** Null where it is not text. */
  readonly text: string | null;
  /** Relative to the root of the run, with `/`. */
  readonly repositoryPath: string;
  /** What the file is; absent for a Dockerfile. */
  readonly kind?: SourceKind;
  /** With a base to compare with: the lines, from 1, that are not those of the base. */
  readonly changedLines?: Pick<ReadonlySet<number>, "has">;
  /** Only these lines of the text are known, each with GitHub's hash of it; absent where all are. */
  readonly knownLines?: ReadonlyMap<number, string | null>;
}

/** azureml images that are named and not checked. */
export interface OtherImages {
  /** References, each place of a file once. */
  readonly count: number;
  /** Their repositories below `azureml/`, the most frequent first: at most `maxOtherNames`. */
  readonly names: readonly string[];
  /** There are more names. */
  readonly hasMore: boolean;
}

/** More would make the line longer than a screen. */
export const maxOtherNames = 3;

/** What a run was compared with. */
export interface ComparedWith {
  /** As given: a ref of git, or a directory. */
  readonly ref: string;
  /** The commit that the ref names; null for a directory. */
  readonly commit: string | null;
}

/** The policy, configuration and facts of a run. */
export interface RunOrigins {
  /** The days of the facts that ship with the package: source → `YYYY-MM-DD`. Empty where no report shows them. */
  readonly catalogue: Readonly<Record<string, string>>;
  /** The organization policy; the digest is the SHA-256 of its text in hexadecimal. Null without one or where no report shows it. */
  readonly policy: { readonly name: string; readonly digest: string } | null;
  /** The configurations of the run, the outermost first; empty where no report shows them. */
  readonly configurations: readonly NamedConfiguration[];
  /**
   * The facts file: the SHA-256 of its text in hexadecimal, and the day of its newest answer, null for none. Null without one or
   * where no report shows it.
   */
  readonly facts: { readonly digest: string; readonly asOf: CalendarDate | null } | null;
  /** The commit that HEAD of the root's repository names; null where it is not known or no report shows it. */
  readonly commit: string | null;
}

/** Where no report shows them. */
export const noOrigins: RunOrigins = {
  ...{ catalogue: {}, policy: null, configurations: [] },
  ...{ facts: null, commit: null },
};

/** A configuration as reports name it: one outside of the root of the run by its name alone, since its path can name a user. */
export interface NamedConfiguration {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Relative to the root of the run, with `/`. */
  readonly repositoryPath: string;
}

/** Everything a report may print. */
export interface Run extends RunOrigins {
  readonly tool: Tool;
  readonly asOf: CalendarDate;
  /** Enabled rules, in order of id. */
  readonly rules: readonly RuleWithLevel[];
  /** Sorted: by path, place, rule. */
  readonly findings: readonly Finding[];
  readonly notifications: readonly Notification[];
  /** Something was not read or, where every lookup must be resolved, not answered: exit code 2. */
  readonly isIncomplete: boolean;
  /** From which level on findings fail the run; absent where no report shows it. */
  readonly failOn?: FailOn;
  /** A baseline was read, so that a finding is either new or accepted. */
  readonly hasBaseline: boolean;
  /** By the path of findings. */
  readonly sources: ReadonlyMap<string, QuotedSource>;
  /** Findings that reports leave out for their level (`--min-level`), without suppressed and baselined ones. */
  readonly belowMinLevel?: number;
  /** Files found or named. */
  readonly files: number;
  /** Files parsed. */
  readonly checked: number;
  /** azureml inference references. */
  readonly images: number;
  /** What is known of them. */
  readonly coverage: Coverage;
  /** References to other azureml images, which are not checked. */
  readonly otherImages: OtherImages;
  /** Absent without `--against`; findings have a `baselineState` with it. */
  readonly against?: ComparedWith;
  /** What was asked besides the catalogue: registries, or a facts file alone. Null: nothing. */
  readonly answeredBy: AnsweredBy | null;
  /** What rules can be run on again without the files; absent where no report shows it. */
  readonly recorded?: RecordedRun;
  /** Until when what images rest on is supported, by kind, then by day; absent where no report shows it. */
  readonly supportEnds?: readonly SupportEnd[];
  /** What the other shards of the run need to know; absent where the run is no shard. */
  readonly shard?: ShardRecord;
  /** The repositories whose reports were merged, in order of name; absent for a run of one tree. Paths begin with their names. */
  readonly repositories?: readonly MergedRepository[];
  /** Accepted findings that reports count without listing them; absent where all are listed. */
  readonly unlistedBaselined?: number;
}

/** A repository of a merged report. */
export interface MergedRepository {
  readonly name: string;
  readonly configuration: string | null;
  readonly commit: string | null;
  readonly files: number;
  readonly checked: number;
  readonly images: number;
  readonly unlistedBaselined: number;
}
