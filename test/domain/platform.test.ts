import { describe, expect, test } from "vitest";
import { linuxPlatform, normalPlatform } from "../../src/domain/image/platform.ts";

describe("the canonical form of a platform", () => {
  // The right column is what Normalize(Parse(…)) of github.com/containerd/platforms gives.
  test.each([
    ["linux/amd64", "linux/amd64"],
    ["linux/amd64/v1", "linux/amd64"],
    ["linux/amd64/v2", "linux/amd64/v2"],
    ["linux/x86_64", "linux/amd64"],
    ["linux/x86-64/v1", "linux/amd64"],
    ["linux/arm64", "linux/arm64"],
    ["linux/arm64/v8", "linux/arm64"],
    ["linux/arm64/8", "linux/arm64"],
    ["linux/aarch64", "linux/arm64"],
    ["linux/aarch64/v8", "linux/arm64"],
    ["linux/arm64/v9", "linux/arm64/v9"],
    ["linux/arm", "linux/arm/v7"],
    ["linux/arm/7", "linux/arm/v7"],
    ["linux/arm/v7", "linux/arm/v7"],
    ["linux/arm/6", "linux/arm/v6"],
    ["linux/arm/v6", "linux/arm/v6"],
    ["linux/armhf", "linux/arm/v7"],
    ["linux/armel", "linux/arm/v6"],
    ["linux/i386", "linux/386"],
    ["linux/s390x", "linux/s390x"],
    ["windows/AMD64", "windows/amd64"],
    ["amd64", "linux/amd64"],
    ["aarch64", "linux/arm64"],
    ["arm", "linux/arm/v7"],
    ["linux", "linux/amd64"],
    ["windows", "windows/amd64"],
  ])("%s is %s", (text, canonical) => {
    expect(normalPlatform(text)).toBe(canonical);
    expect(normalPlatform(text.toUpperCase())).toBe(canonical);
    expect(normalPlatform(canonical)).toBe(canonical);
  });
});

test.each([
  ["linux/amd64", true],
  ["linux/aarch64", true],
  ["linux/arm/v7", true],
  ["linux", false],
  ["amd64", false],
  ["windows/amd64", false],
  ["linux/", false],
  ["linux/arm/", false],
  ["linux/arm/7", false],
  ["linux/AMD64", false],
  [`linux/${"a".repeat(21)}`, false],
  ["linux/amd64\n", false],
])("settings may name %j as platform: %s", (text, isValid) => {
  expect(linuxPlatform.test(text)).toBe(isValid);
});
