import type { EmbeddedText } from "../text/embedded-text.ts";
import type { Span } from "../text/line-index.ts";
import type {
  CondaPath,
  FoundBuild,
  FoundConda,
  FoundReference,
  FoundRun,
  NamedValue,
  SourceReading,
  Value,
} from "./source-reading.ts";
import { emptyReading } from "./source-reading.ts";

/** Several readings of one file as one. */
export function joined(readings: readonly Partial<SourceReading>[]): SourceReading {
  const all = readings.map((reading) => ({ ...emptyReading, ...reading }));
  return {
    references: all.flatMap(({ references }) => references).toSorted(byValue),
    dockerfiles: all.flatMap(({ dockerfiles }) => dockerfiles),
    embedded: all.flatMap(({ embedded }) => embedded),
    builds: all.flatMap(({ builds }) => builds),
    deployed: all.flatMap(({ deployed }) => deployed),
    defined: all.flatMap(({ defined }) => defined),
    conda: all.find(({ conda }) => conda !== null)?.conda ?? null,
    comments: all.flatMap(({ comments }) => comments).toSorted(bySpan),
    commentPlaces: all.flatMap(({ commentPlaces = [] }) => commentPlaces),
    problems: all.flatMap(({ problems }) => problems),
  };
}

function byValue(a: FoundReference, b: FoundReference): number {
  return bySpan(a.value, b.value);
}

function bySpan(a: { readonly span: Span }, b: { readonly span: Span }): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}

/** The reading of an embedded text, with the places of the text around it. */
export function placed(reading: SourceReading, text: EmbeddedText): SourceReading {
  const spanOf = (span: Span): Span => text.span(span);
  const valueOf = <T extends Value>(value: T): T => ({ ...value, span: spanOf(value.span) });
  const maybe = (value: Value | null): Value | null => value && valueOf(value);
  const condaOf = <T extends FoundConda | CondaPath>(conda: T): T =>
    conda.kind === "file"
      ? { ...conda, path: valueOf(conda.path) }
      : { ...conda, span: spanOf(conda.span), python: maybe(conda.python) };
  const runOf = (run: FoundRun): FoundRun => ({
    ...run,
    conda: run.conda && condaOf(run.conda),
    user: maybe(run.user),
  });
  const references = new Map(
    reading.references.map((found): [FoundReference, FoundReference] => [
      found,
      {
        ...found,
        value: valueOf(found.value),
        parts: found.parts.map((part): NamedValue => valueOf(part)),
        run: found.run && runOf(found.run),
      },
    ]),
  );
  const builds = new Map(
    reading.builds.map((build): [FoundBuild, FoundBuild] => [
      build,
      {
        ...build,
        span: spanOf(build.span),
        context: maybe(build.context),
        dockerfile: maybe(build.dockerfile),
        user: maybe(build.user),
      },
    ]),
  );
  const mapped = <T>(all: ReadonlyMap<T, T>, some: readonly T[]): readonly T[] =>
    some.map((one) => all.get(one) ?? one);
  return {
    references: [...references.values()],
    dockerfiles: reading.dockerfiles.map(({ text: own, build, serves }) => ({
      text: own.within(text),
      build: build && { ...build, user: maybe(build.user) },
      serves,
    })),
    embedded: reading.embedded.map((inner) => ({ ...inner, text: inner.text.within(text) })),
    builds: [...builds.values()],
    deployed: reading.deployed.map((one) => ({ ...one, value: valueOf(one.value) })),
    defined: reading.defined.map((one) => ({
      ...one,
      references: mapped(references, one.references),
      builds: mapped(builds, one.builds),
    })),
    // What a text becomes is not what the file is. Nor is every line of it one of the file.
    conda: null,
    comments: reading.comments.map((comment) => ({
      ...comment,
      span: spanOf(comment.span),
      next: comment.next && spanOf(comment.next),
    })),
    problems: reading.problems.map((problem) => ({
      ...problem,
      span: problem.span && spanOf(problem.span),
    })),
  };
}
