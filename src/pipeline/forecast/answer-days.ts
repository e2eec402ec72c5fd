import { dayInTag } from "../../domain/image/tag-age.ts";
import type { DatedCause } from "../../domain/rule/cause.ts";
import type { Answer, RegistrySource } from "../../domain/image/registry-source.ts";
import { answersHoldForDays } from "../../domain/image/registry-source.ts";
import { memoizeRegistry } from "../../enrich/index.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";
import type { ScanRequest } from "../scan-request.ts";
import type { Period } from "./period.ts";
import { isIn } from "./period.ts";

type Session = NonNullable<ScanRequest["session"]>;

/** Asks each question once for all days, and knows on which days an answer means something else. */
export interface AnswerDays {
  readonly session: Session;
  /** Of the answers so far. */
  readonly causes: () => Iterable<DatedCause>;
}

export function answerDays(session: Session, period: Period): AnswerDays {
  const causes = new Map<string, DatedCause>();
  const sources = new Map<string, RegistrySource>();
  const add = (day: CalendarDate, cause: DatedCause["cause"]): void => {
    if (isIn(period, day)) causes.set(`${day} ${cause.kind}`, { day, region: null, cause });
  };
  const recorded = <T>(answer: Answer<T> | null): Answer<T> | null => {
    if (answer?.kind !== "found" && answer?.kind !== "absent") return answer;
    const answered = answer.source.asOf;
    if (answered !== null)
      add(plusDays(answered, answersHoldForDays + 1), { kind: "answers-outdated", answered });
    return answer;
  };
  const recording = ({ covers, tags, digest, image }: RegistrySource): RegistrySource => ({
    covers,
    tags: async (address) => {
      const answer = recorded(await tags(address));
      for (const tag of answer?.kind === "found" ? answer.value : []) {
        const day = dayInTag(tag);
        if (day !== null) add(day, { kind: "published", tag });
      }
      return answer;
    },
    digest: async (address, reference) => recorded(await digest(address, reference)),
    image: async (address, reference) => {
      const answer = recorded(await image(address, reference));
      const created = answer?.kind === "found" ? answer.value.created : null;
      if (created !== null) add(created, { kind: "published", tag: reference });
      return answer;
    },
  });
  const sourceFor = (platform: string): RegistrySource => {
    let source = sources.get(platform);
    if (!source) {
      source = memoizeRegistry(recording(session.sourceFor(platform)));
      sources.set(platform, source);
    }
    return source;
  };
  return { session: { ...session, sourceFor }, causes: () => causes.values() };
}
