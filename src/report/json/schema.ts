import type { FailLevel } from "../../domain/rule/fail-on.ts";
import type { RecordedRun } from "../../domain/rule/recorded-run.ts";
import type { ShardRecord } from "../../domain/rule/shard-record.ts";
import type { OtherImages } from "../../domain/rule/run.ts";
import type { SupportEnd } from "../../domain/rule/support-end.ts";
import type { FactCount } from "../../domain/build/coverage.ts";
import type { Region } from "../../domain/build/region.ts";
import type { Confidence, Evidence, Fix, Level, Suppression } from "../../domain/rule/finding.ts";

/** What `--format json` prints. Fields are only ever added, which keeps the version at 1. */
export interface JsonReportV1 {
  readonly schema: "inferlint.report/1";
  readonly tool: { readonly name: string; readonly version: string };
  /** `YYYY-MM-DD`: everything is checked as of this day. */
  readonly asOf: string;
  /** Enabled rules with their level outside of overrides, in order of id. */
  readonly rules: readonly { readonly id: string; readonly level: Level }[];
  /** The lowest level of findings that fails the run. */
  readonly failOn?: FailLevel;
  /** Of files with findings whose settings say otherwise: path → level; absent unless there are any. */
  readonly failOnByFile?: Readonly<Record<string, FailLevel>>;
  /** The days of the facts that ship with the package: source → `YYYY-MM-DD`. */
  readonly catalogue: Readonly<Record<string, string>>;
  /** The organization policy; the digest is the SHA-256 of its text in hexadecimal. Null without one. */
  readonly policy: { readonly name: string; readonly digest: string } | null;
  /** The facts file, as the policy, and the day of its newest answer. */
  readonly facts: { readonly digest: string; readonly asOf: string | null } | null;
  /**
   * The configuration: where folders have their own the outermost, of one outside of the root of the run only the name. Null without
   * one.
   */
  readonly configuration: string | null;
  /** All of them; absent unless there are several. */
  readonly configurations?: readonly string[];
  /** The commit that HEAD of the repository names, whatever has changed since; null where it is not known. */
  readonly commit: string | null;
  /** What the findings were compared with; absent without a base. The commit is null for a directory. */
  readonly against?: { readonly ref: string; readonly commit: string | null };
  readonly findings: readonly JsonFindingV1[];
  readonly summary: {
    /** Files found or named. */
    readonly files: number;
    /** Files parsed. */
    readonly checked: number;
    /** References to azureml inference images. */
    readonly images: number;
    /** Findings by level, without suppressed and baselined ones. */
    readonly errors: number;
    readonly warnings: number;
    readonly notes: number;
    readonly suppressed: number;
    readonly baselined: number;
    /** With a base to compare with: findings that the base has as well, without suppressed and baselined ones. */
    readonly existing?: number;
    /** Of how many of the images each fact is known and unknown. */
    readonly coverage: {
      readonly os: FactCount;
      readonly python: FactCount;
      /** Only of images whose default user decides who runs. */
      readonly user: FactCount;
      /** Only of what has a date: not of `latest`. */
      readonly age: FactCount;
    };
    /** References to other azureml images, which are not checked, and the most frequent of their names: at most three. */
    readonly otherImages: OtherImages;
  };
  readonly notifications: readonly JsonNotificationV1[];
  /** Something was not read or not answered: exit code 2. Absent otherwise. */
  readonly incomplete?: true;
  /** Until when what images rest on is supported, by kind, then by day. */
  readonly supportEnds?: readonly SupportEnd[];
  /** With `--show-suppressed`: every reference with its facts and every target with its user, for `inferlint rollout`. */
  readonly images?: RecordedRun;
  /** With `--shard`: which part it is, which exceptions and baseline entries matched, and what `inferlint merge` needs besides. */
  readonly shard?: ShardRecord;
  /** Of `inferlint merge`: the one repository whose report it has; null for several. Paths begin with the names of repositories. */
  readonly repository?: string | null;
  /** Of `inferlint merge`: the repositories, in order of name; absent for the shards of one run. */
  readonly repositories?: readonly JsonRepositoryV1[];
  /** Of `inferlint merge`, with repositories: findings by image and by rule, the most frequent first. */
  readonly counts?: {
    readonly images: readonly (JsonCountsV1 & { readonly image: string })[];
    readonly rules: readonly (JsonCountsV1 & { readonly id: string })[];
  };
}

/** Findings by level, without suppressed and baselined ones. */
export interface JsonLevelsV1 {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

export interface JsonCountsV1 extends JsonLevelsV1 {
  /** In how many repositories. */
  readonly repositories: number;
}

/** A repository of a merged report; the fields are those of its own report. */
export interface JsonRepositoryV1 extends JsonLevelsV1 {
  /** The file name of its report, or NAME of NAME=FILE. */
  readonly name: string;
  readonly configuration: string | null;
  readonly commit: string | null;
  readonly files: number;
  readonly checked: number;
  readonly images: number;
  readonly suppressed: number;
  readonly baselined: number;
}

export interface JsonFindingV1 {
  readonly ruleId: string;
  readonly level: Level;
  readonly confidence: Confidence;
  /** A question that could not be answered; absent for a fault. */
  readonly kind?: "open";
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** The same in a few words, without the name of the image. */
  readonly short: string;
  /** What to do, in one sentence. */
  readonly remedy: string;
  /** The message's template: `message.id` and `message.arguments` of SARIF, without the remedy. */
  readonly messageId: string;
  readonly arguments: readonly string[];
  readonly path: string;
  readonly region: Region;
  /** GitHub's `primaryLocationLineHash`; absent where the source text is not known. */
  readonly lineHash?: string;
  /** The whole source lines of the region, without the last line end; absent where unknown or longer than 4,000 characters. */
  readonly snippet?: string;
  readonly image?: string;
  readonly related: readonly JsonLocationV1[];
  /** The steps that lead to the finding, its own place last; absent with fewer than two. */
  readonly flow?: readonly JsonLocationV1[];
  readonly evidence: readonly Evidence[];
  readonly fingerprint: string;
  readonly fix?: Fix;
  /** Why there is no fix, for rules that have some: a clause without capital and full stop. */
  readonly noFix?: string;
  readonly suppressed?: JsonSuppressionV1;
  /** An accepted finding of the baseline; absent for any other. Listed with --show-suppressed only. */
  readonly baselined?: true;
  /** With a base to compare with: whether the base has it, too. */
  readonly baselineState?: "new" | "unchanged";
  /** In a merged report: the repository that its path begins with. */
  readonly repository?: string;
}

export interface JsonLocationV1 {
  readonly message: string;
  readonly path: string;
  readonly region: Region;
}

export interface JsonSuppressionV1 {
  readonly kind: Suppression["kind"];
  readonly source: Suppression["source"];
  /** A suppression that a policy rejects suppresses nothing. */
  readonly status: Suppression["status"];
  /** The reason. */
  readonly justification: string;
  /** `YYYY-MM-DD`: the last day; null without one. */
  readonly until: string | null;
  /** Where the comment or the entry of the configuration or policy is. */
  readonly path: string;
  readonly region: Region;
}

export interface JsonNotificationV1 {
  readonly level: Level;
  readonly id: string;
  readonly message: string;
  readonly path?: string;
  readonly region?: Region;
  /** In a merged report: the repository it is about; absent where it is about all of them. */
  readonly repository?: string;
}
