import { emptyCommandLine, resolveSettings } from "../../src/config/index.ts";
import { loadConfig } from "../../src/config/schema/load-config.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { withRequirements } from "../../src/pipeline/requirement-rules.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { uniformSettings } from "../../src/pipeline/run-settings.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import type { fakeRegistry } from "./fake-registry.ts";

const tool = { name: "inferlint", version: "0.0.0", homepage: "https://example.org" };

interface Options {
  readonly asOf?: string;
  readonly more?: string;
  readonly role?: "policy" | "repository";
  readonly registry?: ReturnType<typeof fakeRegistry>;
}

/** All findings with these entries of `require`, one in a line of YAML. */
export async function findingsOf(
  entries: readonly string[],
  dockerfile: string,
  { asOf = "2026-11-23", more = "", role = "policy", registry }: Options = {},
): Promise<readonly Finding[]> {
  const text = `require:\n${entries.map((entry) => `  - { ${entry} }\n`).join("")}${more}`;
  const where = { path: "policy.yaml", absolute: "/policy.yaml", base: "/tree", role };
  const file = loadConfig(Buffer.from(text), where, ruleset);
  const day = calendarDate(asOf);
  const sources = await withRequirements({
    ...{ rules: ruleset, commandLine: emptyCommandLine, asOf: day },
    policy: role === "policy" ? file : null,
    config: role === "policy" ? null : file,
  });
  const { result } = await lint({
    ...{ cwd: "/tree", paths: [], forceExclude: false, tool, asOf: day },
    stdin: { path: "Dockerfile", bytes: Buffer.from(dockerfile) },
    settings: uniformSettings(resolveSettings(sources), { root: "/tree" }),
    session: registry
      ? {
          ...{ answeredBy: "registry", sourceFor: () => registry, onUnresolved: () => undefined },
          ...{ conclude: () => undefined, isIncomplete: () => false },
        }
      : null,
  });
  return result.findings;
}

/** `1:6-1:12 error short`, of the requirements only. */
export async function shownOf(...args: Parameters<typeof findingsOf>): Promise<readonly string[]> {
  return (await findingsOf(...args))
    .filter(({ ruleId }) => ruleId.startsWith("policy-requirement/"))
    .map(shown);
}

function shown({ region: { startLine, startColumn, endColumn }, level, message }: Finding): string {
  return `${startLine}:${startColumn}-${endColumn} ${level} ${message.short}`;
}
