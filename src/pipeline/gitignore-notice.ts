import type { DiscoveredFile } from "../discover/index.ts";
import type { FindHidingRule } from "../discover/gitignore-file.ts";
import { wholeLine } from "../domain/build/region.ts";
import type { Notification } from "../domain/rule/run.ts";
import { relativePath } from "../fs/relative-path.ts";

/** Under a policy `.gitignore` hides no file; where it would have hidden a finding, that is reported. */
export function gitignoreNotices(
  cwd: string,
): (file: DiscoveredFile) => Promise<Notification | null> {
  let findHidingRule: FindHidingRule | undefined;
  return async ({ absolute, path }) => {
    findHidingRule ??= (await import("../discover/gitignore-file.ts")).hidingRuleFinder(cwd);
    const rule = findHidingRule(absolute);
    if (!rule) return null;
    return {
      level: "warning",
      id: "policy-rejected",
      path: relativePath(rule.path, cwd),
      region: wholeLine(rule.line),
      message: `${path} was checked: under a policy, .gitignore is not respected unless the policy sets files: { gitignore: true }.`,
    };
  };
}
