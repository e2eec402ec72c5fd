import type { Finding } from "../domain/rule/finding.ts";
import { LineIndex } from "../text/line-index.ts";
import { applyAndShift } from "./apply-edits.ts";
import type { FixableFinding } from "./choose-fixes.ts";
import type { FixedFile } from "./fix-session.ts";
import { FixSession } from "./fix-session.ts";
import type { Shift } from "./shift.ts";
import type { Snapshot } from "./verify-fixes.ts";
import { failuresOf } from "./verify-fixes.ts";

export interface FixRequest {
  /** Also applies unsafe fixes: those that change what is built. */
  readonly unsafe: boolean;
  /** The resolved reference of every image of a text, in source order: a fix may change only those of its own findings. */
  readonly imagesOf?: (text: string) => Promise<readonly string[]>;
}

/** A limit, since each check of a long file takes time. Few checks are needed if fixes do what they promise. */
const maxChecks = 100;

/**
 * Applies the fixes of a file, as many as possible at once, and checks the result, until no fix is left. Each fix is verified:
 * it is applied only if its rule no longer reports the location with high confidence, no rule has more findings than before,
 * and no other image changes.
 * @param check returns the findings in a version of this file, suppressed ones included
 */
export async function fixFile(
  text: string,
  check: (text: string) => Promise<readonly Finding[]>,
  request: FixRequest,
): Promise<FixedFile> {
  const snapshotOf = async (version: string): Promise<Snapshot> => ({
    text: version,
    index: new LineIndex(version),
    findings: await check(version),
    images: (await request.imagesOf?.(version)) ?? null,
  });
  const session = new FixSession(await snapshotOf(text));
  for (let fixes = session.choose(request); fixes.length > 0; fixes = session.choose(request)) {
    const verified = await verify(session, fixes, snapshotOf);
    if (verified) session.accept(verified.fixes, verified.after, verified.shift);
  }
  return session.result();
}

/** Fixes that were verified together, and the file after them. */
interface VerifiedFixes {
  readonly fixes: readonly FixableFinding[];
  readonly after: Snapshot;
  readonly shift: Shift;
}

/** The largest subset found that does what it promises; fixes that do not are rejected. Null if none is left. */
async function verify(
  session: FixSession,
  fixes: readonly FixableFinding[],
  snapshotOf: (text: string) => Promise<Snapshot>,
): Promise<VerifiedFixes | null> {
  const before = session.current;
  for (let rest = fixes; rest.length > 0;) {
    const edited = applyAndShift(
      before.text,
      rest.flatMap(({ fix }) => fix.edits),
    );
    if (edited.kind === "rejected") {
      const failed = rest.filter(({ fix }) => fix.edits.includes(edited.edit));
      session.reject(failed, edited.why);
      rest = rest.filter((fix) => !failed.includes(fix));
      continue;
    }
    if (session.checks >= maxChecks) {
      session.reject(rest, "too many other fixes of this file failed");
      return null;
    }
    session.checks++;
    const after = await snapshotOf(edited.text);
    const failures = failuresOf(rest, before, after, edited.shift);
    if (failures.size === 0) return { fixes: rest, after, shift: edited.shift };
    const [anyReason = ""] = failures.values();
    const failed = new Set([...failures.keys()].filter((fix) => fix !== null));
    if (failed.size === 0 && rest.length > 1) {
      // Any of them can be the cause, so half of them are tried.
      rest = rest.slice(0, Math.ceil(rest.length / 2));
      continue;
    }
    for (const fix of failed.size > 0 ? failed : rest)
      session.reject([fix], failures.get(fix) ?? anyReason);
    rest = rest.filter((fix) => failed.size > 0 && !failed.has(fix));
  }
  return null;
}
