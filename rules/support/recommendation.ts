import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { minusMonths } from "../../src/text/calendar-date.ts";
import type { ImageFacts, Processor, SuccessorFacts } from "../../src/domain/image/image-facts.ts";
import { microsoftRegistry } from "../../src/domain/image/image-policy.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import {
  cycleEnded,
  isCurrent,
  isSupported,
  usableSuccessor,
} from "../../src/domain/image/lifecycle.ts";
import type { Remedy } from "../../src/domain/rule/message.ts";
import { advice } from "../../src/domain/rule/message.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { defaultSupportWindow } from "../../src/domain/image/tag-age.ts";

/**
 * The remedy for an image, the same for every rule: another image where this one cannot be kept, else a newer tag of it. A
 * suggestion never crosses CPU and GPU and never drops a framework without saying so.
 */
export function recommend(facts: ImageFacts, { asOf, memo }: RuleContext): Remedy {
  return memo(facts, "recommendation", () => recommendation(facts, asOf));
}

/** The same for an image that is going to lose its support. */
export function recommendSuccessor(facts: ImageFacts, { asOf, memo }: RuleContext): Remedy {
  return memo(facts, "successor", () => {
    const successor = usableSuccessor(facts, asOf);
    return successor ? toSuccessor(facts, successor) : toAlternatives(facts, asOf);
  });
}

function recommendation(facts: ImageFacts, asOf: CalendarDate): Remedy {
  const mustLeave =
    !isSupported(facts) || cycleEnded(facts.osCycle, asOf) || cycleEnded(facts.pythonCycle, asOf);
  const successor = mustLeave ? usableSuccessor(facts, asOf) : null;
  if (successor) return toSuccessor(facts, successor);
  return isSupported(facts) ? toNewerTag(facts, asOf) : toAlternatives(facts, asOf);
}

/** `latest`, and a dated tag only where it is proven to lie in the window. */
function toNewerTag(
  { repository, newestTag, tagDate, latest }: ImageFacts,
  asOf: CalendarDate,
): Remedy {
  const name = fullName(repository);
  const measuredFrom = latest.kind === "exact" ? latest.date : asOf;
  const isProven =
    newestTag !== null && newestTag.date >= minusMonths(measuredFrom, defaultSupportWindow.months);
  const isNewer = tagDate.kind !== "dated" || (newestTag !== null && newestTag.date > tagDate.date);
  if (latest.kind === "none")
    return newestTag === null || !isNewer
      ? advice(`Use a tag that ${microsoftRegistry} has: the repository has no latest`)
      : use(`${name}:${newestTag.tag}`, "the newest tag: the repository has no latest");
  return isProven && isNewer
    ? {
        text: `Use ${name}:latest, or ${newestTag.tag}, which is in the support window.`,
        action: `${name}:latest`,
        detail: `or ${name}:${newestTag.tag}`,
      }
    : use(`${name}:latest`, null);
}

function use(reference: string, detail: string | null): Remedy {
  return {
    text: `Use ${reference}${detail === null ? "" : `, ${detail}`}.`,
    action: reference,
    detail,
  };
}

/** `mcr.microsoft.com/azureml/…`. */
function fullName(repository: string): string {
  return `${microsoftRegistry}/${repository}`;
}

function toSuccessor(facts: ImageFacts, successor: SuccessorFacts): Remedy {
  const name = `${fullName(successor.repository)}:latest`;
  const changes = changesOf(facts, successor);
  switch (successor.basis) {
    case "documented":
      return documentedMove(name, facts, successor);
    case "inferred":
      return {
        text: `Move to ${name}, the nearest published image by name (inferred)${thisChanges(changes)}.`,
        action: name,
        detail: joined("nearest published image by name (inferred)", changes),
      };
    case "extend": {
      const what = facts.framework ?? "what is missing";
      const noImage = `no ${facts.framework ?? "such"} image is published any more`;
      return {
        text: `N${noImage.slice(1)}: build on ${name} and install ${what} there${thisChanges(changes)}.`,
        action: name,
        detail: joined(`${noImage}: install ${what} there`, changes),
      };
    }
  }
}

/** The move to a documented successor. @param name the reference to write, on the registry or mirror that is used */
export function documentedMove(name: string, from: ImageFacts, successor: SuccessorFacts): Remedy {
  const { asOf } = successor.source;
  const basis = `as Microsoft's examples did${asOf === null ? "" : ` on ${asOf}`}`;
  const changes = changesOf(from, successor);
  return {
    text: `Move to ${name}, ${basis}${thisChanges(changes)}.`,
    action: name,
    detail: joined(basis, changes),
  };
}

function thisChanges(changes: string): string {
  return changes === "" ? "" : `; this changes ${changes}`;
}

function joined(basis: string, changes: string): string {
  return changes === "" ? basis : `${basis}; ${changes}`;
}

/** What else changes with the image: Python, OS, CUDA and the path of the conda environment, where both are known. */
function changesOf(from: ImageFacts, { facts: to }: SuccessorFacts): string {
  const change = (what: string, before: string | null, after: string | null): string[] =>
    before !== null && after !== null && before !== after ? [`${what}${before} → ${after}`] : [];
  return [
    ...change("Python ", valueOf(from.python), valueOf(to.python)),
    ...change("", valueOf(from.os), valueOf(to.os)),
    ...change("CUDA ", valueOf(from.cuda), valueOf(to.cuda)),
    ...change("conda ", from.condaPath, to.condaPath),
  ].join(", ");
}

/** Where no successor is known: the current images without a framework, the listed ones first. */
function toAlternatives(facts: ImageFacts, asOf: CalendarDate): Remedy {
  const images = facts.alternatives.filter(
    (image) => image.repository !== facts.repository && isCurrent(image, asOf),
  );
  const current = (["cpu", "gpu"] as const)
    .map((processor) => ({ processor, names: namesFor(processor, images) }))
    .filter(({ names }) => names.length > 0);
  const [action] = current.flatMap(({ names }) => names);
  if (action === undefined)
    return advice(`Choose an image with newer releases from ${facts.list.name}`);
  const install = facts.framework === null ? "" : `install ${facts.framework} there`;
  const choices = current.map(({ processor, names }) => {
    const what = `${processor.toUpperCase()} image${names.length === 1 ? "" : "s"}`;
    return `to ${names.join(" or ")}, Microsoft's current ${what}`;
  });
  const others = current.flatMap(({ processor, names }) =>
    names.filter((name) => name !== action).map((name) => `${name} (${processor.toUpperCase()})`),
  );
  const details = [
    ...(others.length > 0 ? [`or ${others.join(", ")}`] : []),
    ...(install === "" ? [] : [install]),
  ];
  return {
    text: `Move ${choices.join(", or ")}${install === "" ? "" : `, and ${install}`}.`,
    action,
    detail: details.length === 0 ? null : details.join("; "),
  };
}

function namesFor(processor: Processor, images: readonly SuccessorFacts[]): readonly string[] {
  const own = images.filter((image) => valueOf(image.facts.processor) === processor);
  return [...own.filter(isListed), ...own.filter((image) => !isListed(image))].map(
    ({ repository }) => `${fullName(repository)}:latest`,
  );
}

function isListed({ facts }: SuccessorFacts): boolean {
  return valueOf(facts.support) === "listed";
}
