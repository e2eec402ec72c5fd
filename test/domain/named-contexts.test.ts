import { describe, expect, test } from "vitest";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import { contextName, namedContexts } from "../../src/domain/build/named-contexts.ts";

describe("what a context is", () => {
  test.each([
    [
      "docker-image://mcr.microsoft.com/azureml/minimal:latest",
      { kind: "image", reference: "mcr.microsoft.com/azureml/minimal:latest" },
    ],
    ["docker-image://alpine", { kind: "image", reference: "alpine" }],
    ["docker-image://scratch", { kind: "image", reference: "scratch" }],
    [
      `docker-image://mcr.microsoft.com/azureml/minimal:${unresolvedPart}`,
      { kind: "image", reference: `mcr.microsoft.com/azureml/minimal:${unresolvedPart}` },
    ],
    ["target:base", { kind: "build", name: "base" }],
    ["service:base", { kind: "build", name: "base" }],
    [`target:${unresolvedPart}`, { kind: "unknown" }],
    [unresolvedPart, { kind: "unknown" }],
    ["./files", { kind: "files" }],
    ["https://example.com/files.git", { kind: "files" }],
    ["oci-layout://layout", { kind: "files" }],
  ])("%s", (value, source) => {
    expect(namedContexts([{ name: "base", value }])).toEqual(new Map([["base", source]]));
  });
});

describe("names", () => {
  test.each([
    ["base", "base"],
    ["Base", "Base"],
    ["alpine:latest", "alpine"],
    ["alpine:3", "alpine:3"],
    ["docker.io/library/alpine:latest", "alpine"],
    ["index.docker.io/library/alpine", "alpine"],
    ["docker.io/me/app", "me/app"],
    ["library/alpine", "alpine"],
    ["mcr.microsoft.com/azureml/minimal:latest", "mcr.microsoft.com/azureml/minimal"],
    ["example.com/library/alpine", "example.com/library/alpine"],
  ])("%s", (name, expected) => {
    expect(contextName(name)).toBe(expected);
  });
});

test("of one name the last context counts", () => {
  const contexts = [
    { name: "alpine", value: "files" },
    { name: "docker.io/library/alpine", value: "target:base" },
  ];
  expect(namedContexts(contexts)).toEqual(new Map([["alpine", { kind: "build", name: "base" }]]));
});
