import { openReading } from "../../src/domain/build/reading.ts";
import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../src/parse/index.ts";
import { resolveBuild } from "../../src/resolve/index.ts";

/** `line:column code: message` of each problem; those that only a missing value causes end with `?`. */
function problemsOf(text: string, target: string | null = null): readonly string[] {
  const request = {
    buildArgs: new Map<string, string>(),
    target,
    platform: "linux/amd64",
    reading: openReading,
  };
  return resolveBuild(parseDockerfile("Dockerfile", text), request).problems.map(
    ({ code, message, region, unconditional }) =>
      `${region.startLine}:${region.startColumn} ${code}: ${message}${unconditional ? "" : "?"}`,
  );
}

describe("BuildKit rejects", () => {
  test.each([
    ["FROM a\nCOPY --from=7 a b\n", "2:13 unknown-stage: stage 7 does not exist"],
    [
      "FROM a\nCOPY --from=$A a b\n",
      "2:13 variable-in-copy-from: variable in --from: add a stage FROM that image and use the stage name",
    ],
    [
      "FROM a AS a\nCOPY --from=b a b\nFROM a AS b\nCOPY --from=a a b\n",
      "4:13 circular-stages: circular dependency between stages",
    ],
    [
      "FROM A\n",
      '1:6 invalid-reference: invalid image reference "A": a repository name must be lower case',
    ],
    ['FROM ""\n', '1:6 invalid-reference: invalid image reference """": the image name is empty'],
    ["ARG A\nFROM $A\n", "2:6 unset-argument: ARG A has no value?"],
    ["FROM a:{{ x }}\n", "1:6 template-in-image: the image name contains a template?"],
    [
      "FROM a\nCOPY --from=a:{{x}} a b\n",
      "2:13 template-in-image: the image name contains a template?",
    ],
    [
      "FROM --platform=a/b/c/d a\n",
      "1:17 invalid-platform: invalid value of flag --platform=a/b/c/d: write OS/ARCH, such as linux/amd64",
    ],
    ["ARG A=\nFROM --platform=$A a\n", "2:17 empty-platform: empty value of flag --platform?"],
    ["FROM ${A:?}\n", "1:6 required-variable: missing value of A?"],
    ["FROM ${A:?set-the-base}\n", "1:6 required-variable: missing value of A: set-the-base?"],
    ["FROM a\nUSER ${A\n", "2:1 missing-closing: missing closing } of a variable substitution"],
    ["FROM a\nUSER ${\n", "2:1 missing-closing: missing closing } of a variable substitution"],
    ["FROM a\nUSER ${}\n", "2:1 missing-variable-name: missing variable name in a substitution"],
    [
      "FROM a\nUSER ${A:x}\n",
      "2:1 unsupported-modifier: unsupported modifier :x in a variable substitution",
    ],
    [
      "FROM a\nUSER ${A/\\x/b}\n",
      "2:1 invalid-pattern: invalid pattern \\x in a variable substitution",
    ],
    ["FROM a\nUSER 'a\n", "2:1 unterminated-quote: unterminated single quote"],
    ['FROM a\nUSER "a\n', "2:1 unterminated-quote: unterminated double quote"],
    [
      `FROM a\nUSER ${"${A:-".repeat(40)}${"}".repeat(40)}\n`,
      "2:1 nested-too-deep: variable substitutions nested more than 32 levels deep",
    ],
    [
      `FROM a\nARG A=${"x".repeat(40_000)}\nUSER $A$A\n`,
      "3:1 expansion-too-long: expansion longer than 65536 characters",
    ],
    [
      `FROM a\nARG A=${"x".repeat(40_000)}\nUSER \${A//x*y/z}\n`,
      "3:1 pattern-too-slow: variable substitution with a pattern on a value that is too long",
    ],
  ])("%#", (text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });
});
