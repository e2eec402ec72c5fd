import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../src/parse/index.ts";

/** `line:column code: message` of each problem. */
function problemsOf(text: string): readonly string[] {
  return parseDockerfile("Dockerfile", text).problems.map(
    ({ code, message, region }) => `${region.startLine}:${region.startColumn} ${code}: ${message}`,
  );
}

describe("a Dockerfile that BuildKit rejects", () => {
  test.each([
    ["", ["1:1 no-instructions: no instructions"]],
    ["ARG A\n", ["1:1 no-from: no FROM instruction"]],
    [
      "USER a\nFROM a\n",
      ["1:1 instruction-before-from: instruction before the first FROM: only ARG is allowed there"],
    ],
    ["# escape=x\nFROM a\n", ["1:1 invalid-escape: invalid escape directive: use \\ or `"]],
    [
      "# escape=`\n# escape=`\nFROM a\n",
      ["2:1 duplicate-directive: directive escape appears twice"],
    ],
    [`FROM a\nRUN ${"x".repeat(65_536)}\n`, ["2:1 line-too-long: line longer than 65,535 bytes"]],
  ])("%#", (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });
});

describe("an instruction that BuildKit rejects", () => {
  test.each([
    ["\\\n\n", "1 empty-instruction: line continuation without an instruction"],
    ["FROM", "1 missing-argument: missing image after FROM"],
    ["FROM a b", "8 from-arguments: invalid FROM: write FROM IMAGE or FROM IMAGE AS STAGE"],
    ["FROM a AS b c", "13 from-arguments: invalid FROM: write FROM IMAGE or FROM IMAGE AS STAGE"],
    [
      "FROM a AS 1",
      "11 invalid-stage-name: invalid stage name: start with a letter and use only letters, digits, '-', '_' and '.'",
    ],
    ["ARG", "1 missing-argument: missing name after ARG"],
    ["ARG a =b", "7 empty-name: empty name in ARG"],
    ["ENV a", "5 missing-value: missing name or value in ENV: write ENV NAME=VALUE"],
    ["LABEL", "1 missing-argument: missing name or value in LABEL: write LABEL NAME=VALUE"],
    ["ENV a=b c", "5 missing-equals: missing '=' in ENV: write each pair as NAME=VALUE"],
    ["LABEL a=b =c", "7 empty-name: empty name in LABEL"],
    ["USER", "1 missing-argument: missing user after USER"],
    ["COPY a", "6 missing-path: missing source or destination in COPY"],
    ['ADD ["a", 1]', "5 non-string-in-array: JSON array with a value that is not a string"],
    [
      "COPY a <<E\nE",
      "6 heredoc-destination: heredoc as the destination of COPY: only a source can be a heredoc",
    ],
    [
      "RUN cat <<\uFFFD\n\uFFFD",
      "1 not-utf-8: the name of a heredoc has bytes that are not UTF-8, so where it ends is not known",
    ],
    [
      "COPY --chown=a\uFFFD--from=b / /",
      "6 not-utf-8: a flag has bytes that are not UTF-8, so where it ends is not known",
    ],
    [
      "RUN --mount= x",
      "5 invalid-mount: invalid value of flag --mount: write its options as comma-separated values",
    ],
    ["RUN cat <<E\nF", "1 unterminated-heredoc: unterminated heredoc: no line contains just E"],
    ['RUN ["a", 1]', "5 non-string-in-array: JSON array with a value that is not a string"],
    [
      "RUN --mount='a\"b' true",
      "5 invalid-mount: invalid value of flag --mount: write its options as comma-separated values",
    ],
    [
      "RUN --mount=from=$A true",
      "5 variable-in-mount-from: variable in from= of --mount: add a stage FROM that image and use the stage name",
    ],
    [
      "RUN --network=x true",
      "5 invalid-flag-value: invalid value of flag --network: use default, none or host",
    ],
    [
      "RUN --security=x true",
      "5 invalid-flag-value: invalid value of flag --security: use insecure or sandbox",
    ],
    ["COPY --link=1 a b", "6 invalid-flag-value: invalid value of flag --link: use true or false"],
    ["COPY --link= a b", "6 missing-flag-value: missing value of flag --link"],
    ["COPY --from a b", "6 missing-flag-value: missing value of flag --from"],
    ["COPY --from=a --from=b a b", "15 duplicate-flag: flag --from appears twice"],
    ["COPY --form=a a b", "6 unknown-flag: unknown flag --form of COPY (did you mean --from?)"],
    ["USER --from=a b", "6 unknown-flag: unknown flag --from of USER"],
    ["ONBUILD", "1 missing-argument: missing instruction after ONBUILD"],
    ["ONBUILD FROM a", "9 onbuild-trigger: ONBUILD FROM is not allowed"],
    ["ONBUILD ONBUILD USER a", "9 onbuild-trigger: ONBUILD ONBUILD is not allowed"],
    ["MAINTAINER", "11 missing-argument: missing argument after MAINTAINER"],
    ["EXPOSE", "7 missing-argument: missing port after EXPOSE"],
    ["VOLUME []", "8 missing-argument: missing path after VOLUME"],
    ['VOLUME [" "]', "8 empty-volume: empty path in VOLUME"],
    [
      "SHELL sh",
      '7 shell-arguments: invalid SHELL: write a JSON array of strings, such as ["/bin/sh", "-c"]',
    ],
    [
      "HEALTHCHECK x",
      "13 healthcheck-type: invalid HEALTHCHECK: write HEALTHCHECK CMD COMMAND or HEALTHCHECK NONE",
    ],
    ["HEALTHCHECK NONE x", "13 healthcheck-none-arguments: arguments after HEALTHCHECK NONE"],
    ["HEALTHCHECK CMD", "13 missing-argument: missing command after HEALTHCHECK CMD"],
    [
      "HEALTHCHECK --retries=x CMD a",
      "25 invalid-retries: invalid value of flag --retries: use a number of 0 or more",
    ],
  ])("%j", (instruction, problem) => {
    expect(problemsOf(`FROM a\n${instruction}\n`)).toEqual([`2:${problem}`]);
  });
});

describe("an unknown instruction", () => {
  test.each([
    ["FRM", " (did you mean FROM?)"],
    ["FORM", " (did you mean FROM?)"],
    ["FRO", " (did you mean FROM?)"],
    ["FROMM", " (did you mean FROM?)"],
    ["FROM:", " (did you mean FROM?)"],
    ["COPPY", " (did you mean COPY?)"],
    ["ENTRYPONT", " (did you mean ENTRYPOINT?)"],
    ["HEALTH", " (did you mean HEALTHCHECK?)"],
    ["FOO", ""],
    ["WRITE", ""],
    ["\uFEFFUSER", " (did you mean USER?)"],
  ])("%s", (name, hint) => {
    const line = `${name.toLowerCase()} a:1`;
    const shown = name.startsWith("\uFEFF") ? name.toLowerCase() : name;
    expect(problemsOf(`FROM a\n${line}\n`)).toEqual([
      `2:1 unknown-instruction: unknown instruction ${shown}${hint}`,
    ]);
  });

  test("is shortened", () => {
    const [problem] = problemsOf(`FROM a\n${"A".repeat(300)}\n`);
    expect(problem).toBe(`2:1 unknown-instruction: unknown instruction ${"A".repeat(40)}…`);
  });
});

describe("an instruction after ONBUILD", () => {
  const triggerProblemsOf = (text: string): readonly string[] =>
    parseDockerfile("Dockerfile", text).instructions.flatMap((instruction) =>
      instruction.keyword === "ONBUILD" ? instruction.triggerProblems.map(({ code }) => code) : [],
    );

  test.each([
    ["ENV a=b c", "missing-equals"],
    ["LABEL a=b c", "missing-equals"],
    ["ENV a", "missing-value"],
    ['RUN ["a", 1]', "non-string-in-array"],
    ['COPY ["a", 1]', "non-string-in-array"],
  ])("is rejected by the line parser: %s", (trigger, code) => {
    const text = `FROM a\nONBUILD ${trigger}\n`;
    expect(parseDockerfile("Dockerfile", text).problems.map((problem) => problem.code)).toEqual([
      code,
    ]);
    expect(triggerProblemsOf(text)).toEqual([]);
  });

  test.each([
    ["FOO", "unknown-instruction"],
    ["LABEL", "missing-argument"],
    ["ENV", "missing-argument"],
    ["ENV a=b =c", "empty-name"],
    ["ARG", "missing-argument"],
    ["COPY a", "missing-path"],
    ["COPY --x=y a b", "unknown-flag"],
    ["RUN --network=x true", "invalid-flag-value"],
  ])("is rejected when it runs: %s", (trigger, code) => {
    const text = `FROM a\nONBUILD ${trigger}\n`;
    expect(parseDockerfile("Dockerfile", text).problems).toEqual([]);
    expect(triggerProblemsOf(text)).toEqual([code]);
  });
});
