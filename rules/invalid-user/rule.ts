import type { ExplicitUser } from "../../src/domain/build/build.ts";
import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import {
  referenceText,
  subjectIn,
  targetLineage,
} from "../../src/domain/build/inference-images.ts";
import { regionKey } from "../../src/domain/build/region.ts";
import { isInvalidUser } from "../../src/domain/build/user.ts";
import { showUnresolved } from "../../src/domain/image/image-reference.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { hasTemplate } from "../../src/shell/template.ts";
import { inconclusive } from "../support/questions.ts";
import { stageImages, targetQuestions } from "../support/target.ts";
import { commentFix } from "./comment-fix.ts";
import page from "./README.md";

const messages = {
  comment: defineMessage(
    "comment",
    ["user"],
    () => "USER takes the whole line, comment included",
    ({ user }) => `USER takes the whole line: '${user}' is one user name, which no image has.`,
  ),
  name: defineMessage(
    "name",
    ["user"],
    ({ user }) => `'${user}' is one user name, which no image has`,
    ({ user }) => `USER takes the whole line: '${user}' is one user name, which no image has.`,
  ),
};

export const rule: Rule = defineRule({
  id: "invalid-user",
  since: "0.1.0",
  status: "stable",
  level: "error",
  precision: "high",
  securitySeverity: null,
  tags: ["docker"],
  summary: "A USER that no image has, because it takes the whole line: a comment or further words.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "image",
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    const lineage = targetLineage(build);
    const [target] = lineage;
    yield* targetQuestions(target, context);
    if (!target) return;
    const images = stageImages(build, context);
    const { certain = null, open = null } = images[target.index] ?? {};
    if (!certain) {
      if (open) yield inconclusive(open.image, { dependsOnRun: true, scope: "file" });
      return;
    }
    // An ONBUILD trigger is among the users of each stage that runs it.
    const users = new Map<string, ExplicitUser>();
    for (const user of lineage.flatMap((stage) => stage.users)) {
      const key = regionKey(user.region);
      if (!users.has(key)) users.set(key, user);
    }
    for (const user of users.values()) {
      const { text, unresolved } = user.expansion;
      if (isInvalidUser(text)) yield findingOf(build, user, certain.image);
      else if (unresolved.length > 0 || hasTemplate(text))
        yield inconclusive(
          { region: user.region, canonical: certain.image.canonical },
          { dependsOnRun: false },
        );
    }
  },
});

function findingOf(build: EnrichedBuild, user: ExplicitUser, image: EnrichedImage): RuleFinding {
  const { expansion, region, onbuild, stage } = user;
  const { text, unresolved, undeclared, provenance } = expansion;
  const shown = showUnresolved(text, unresolved);
  const [target] = targetLineage(build);
  const decides =
    onbuild ||
    (target?.user.kind === "explicit" && regionKey(target.user.region) === regionKey(region));
  return {
    message: /\s#/.test(text)
      ? messages.comment({ user: shown }, advice("Put the comment on its own line"))
      : messages.name(
          { user: shown },
          advice("Name one user without blanks and '#', or USER:GROUP"),
        ),
    // A base image that sets the variable may make the name valid.
    confidence: undeclared.length > 0 ? "medium" : "high",
    region,
    image: referenceText(image),
    subject: subjectIn(image, build.stages[stage]),
    related: provenance,
    evidence: [{ fact: "user", value: shown, source: "the Dockerfile", asOf: null }],
    fix: commentFix(user, decides),
  };
}
