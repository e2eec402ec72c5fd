import type { PublishedImage, RegistrySource } from "../../src/domain/image/registry-source.ts";
import { recordFacts } from "../../src/registry/facts-file/facts-recorder.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import type { Entry } from "./scripts.ts";

/** What the registry says of a repository; a null is "there is none". */
export interface Answer {
  readonly day?: string;
  readonly tags?: readonly string[] | null;
  readonly latest?:
    (Partial<Omit<PublishedImage, "created">> & { readonly created?: string | null }) | null;
}

const address = (repository: string) => ({ registry: "mcr.microsoft.com", repository });

/** collected/registry.json with these answers, as the product's own recorder writes it. */
export async function registryFile(answers: Readonly<Record<string, Answer>>): Promise<Entry> {
  const answerOf = <T>(repository: string, value: T | null) => {
    const day = answers[repository]?.day ?? "2026-03-05";
    const source = { name: "mcr.microsoft.com", asOf: calendarDate(day) };
    const answered = { ...source, answeredAt: `${day}T08:00:00Z` };
    return value === null
      ? { kind: "absent" as const, source: answered }
      : { kind: "found" as const, value, source: answered };
  };
  const inner: RegistrySource = {
    covers: () => true,
    tags: ({ repository }) => {
      const { tags = ["latest"] } = answers[repository] ?? {};
      return Promise.resolve(answerOf(repository, tags));
    },
    digest: () => Promise.resolve(null),
    image: ({ repository }) =>
      Promise.resolve(answerOf(repository, imageOf(answers[repository] ?? {}))),
  };
  const { source, text } = recordFacts(inner, "linux/amd64");
  for (const repository of Object.keys(answers)) {
    await source.tags(address(repository));
    await source.image(address(repository), "latest");
  }
  return JSON.parse(text()) as Entry;
}

function imageOf({ latest = {} }: Answer): PublishedImage | null {
  if (latest === null) return null;
  const { created = null, ...config } = latest;
  return {
    digest: `sha256:${"a".repeat(64)}`,
    created: created === null ? null : calendarDate(created),
    ...{ user: "dockeruser", env: null, os: null, cuda: null, condaPath: null },
    ...config,
  };
}
