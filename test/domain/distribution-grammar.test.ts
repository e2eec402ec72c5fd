import { expect, test } from "vitest";
import { isDigest, isRepositoryName, isTag } from "../../src/domain/image/distribution-grammar.ts";

test.each([
  ["azureml/minimal-py312-inference", true],
  ["a", true],
  ["a.b_c__d---e/f", true],
  ["a".repeat(255), true],
  ["a".repeat(256), false],
  ["", false],
  ["A", false],
  ["a/", false],
  ["/a", false],
  ["a//b", false],
  ["../a", false],
  ["a/../b", false],
  ["a___b", false],
  ["a._b", false],
  ["a-", false],
  ["a%2fb", false],
  ["a?b", false],
  ["a\n", false],
])("%j is a repository: %s", (text, expected) => {
  expect(isRepositoryName(text)).toBe(expected);
});

test.each([
  ["latest", true],
  ["20260601.v1", true],
  ["_", true],
  ["a".repeat(128), true],
  ["a".repeat(129), false],
  ["", false],
  [".a", false],
  ["-a", false],
  ["a/b", false],
  ["a b", false],
  ["é", false],
  ["a\n", false],
])("%j is a tag: %s", (text, expected) => {
  expect(isTag(text)).toBe(expected);
});

test.each([
  [`sha256:${"0".repeat(64)}`, true],
  [`sha512:${"f".repeat(128)}`, true],
  [`sha256:${"0".repeat(63)}`, false],
  [`sha256:${"A".repeat(64)}`, false],
  [`sha512:${"f".repeat(64)}`, false],
  [`md5:${"0".repeat(32)}`, false],
])("%s is a digest: %s", (text, expected) => {
  expect(isDigest(text)).toBe(expected);
});
