import { counted, joinList } from "../../text/list.ts";

/** What a policy demands of the comments and exceptions of a repository, besides their rules and their ends. */
export interface ExceptionRules {
  /** Patterns, one of which their reason must match: `SEC-*`. Empty where any reason will do. */
  readonly reasons: readonly string[];
  readonly allowsReason: (reason: string) => boolean;
  /** The most that a repository may have at a time; null without such a limit. */
  readonly maxOpen: number | null;
}

/** Why one has no effect, as clauses without capital and full stop. */
export function whyNotThatReason({ reasons }: ExceptionRules): string {
  return `the policy demands a reason like ${joinList(reasons, "or")}`;
}

export function whyNotThatMany({ maxOpen }: ExceptionRules): string {
  return `the policy allows a repository ${counted(maxOpen ?? 0, "exception")} at a time, and those that end last are too many`;
}
