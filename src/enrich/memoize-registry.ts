import type { Answer, RegistrySource, RepositoryAddress } from "../domain/image/registry-source.ts";

/** Asks each question once, however many files ask it. */
export function memoizeRegistry({ covers, tags, digest, image }: RegistrySource): RegistrySource {
  return {
    covers,
    tags: once(({ registry, repository }) => JSON.stringify([registry, repository]), tags),
    digest: once(keyOf, digest),
    image: once(keyOf, image),
  };
}

function keyOf({ registry, repository }: RepositoryAddress, reference: string): string {
  return JSON.stringify([registry, repository, reference]);
}

function once<Arguments extends readonly unknown[], T>(
  key: (...question: Arguments) => string,
  ask: (...question: Arguments) => Promise<Answer<T> | null>,
): (...question: Arguments) => Promise<Answer<T> | null> {
  const asked = new Map<string, Promise<Answer<T> | null>>();
  return (...question) => {
    const name = key(...question);
    let answer = asked.get(name);
    if (!answer) {
      answer = ask(...question);
      asked.set(name, answer);
    }
    return answer;
  };
}
