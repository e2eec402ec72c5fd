import { expect, test } from "vitest";
import { load } from "../support/configs.ts";

test.each([
  ["linux/aarch64", "linux/arm64"],
  ["linux/arm64/v8", "linux/arm64"],
  ["linux/arm64", "linux/arm64"],
  ["linux/arm", "linux/arm/v7"],
  ["linux/amd64", "linux/amd64"],
])("build.platform: %s means %s, as in BuildKit", (written, canonical) => {
  const config = load(Buffer.from(`build: { platform: ${written} }\n`), "inferlint.yaml");
  expect(config.platform?.value).toBe(canonical);
});
