import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { read } from "../../../src/sources/hcl/index.ts";
import { emptyReading } from "../../../src/sources/source-reading.ts";

// What bake builds of whole files is in test/builds/.

const bake = { path: "deploy/docker-bake.hcl" };

describe("files that build nothing", () => {
  test.each([
    ["infrastructure.hcl", 'resource "a" "b" {\n  image = "azureml/x"\n}\n'],
    ["infrastructure.hcl", 'target "a" {\n  host = "x"\n}\n'],
    ["infrastructure.hcl", 'target "a" {'],
    ["docker-bake.hcl", '# target "a" {}\n'],
    ["docker-bake.hcl", ""],
  ])("%s: %s", async (path, text) => {
    expect(await read(text, { path })).toEqual(emptyReading);
  });
});

test("a target in a file of another name", async () => {
  const { builds } = await read('target "a" {\n  dockerfile = "x"\n}\n', { path: "images.hcl" });
  expect(builds).toMatchObject([{ name: "target `a`", dockerfile: { text: "x" } }]);
});

test("each target has the place of its name", async () => {
  const text = '\uFEFFtarget "b" {}\r\n\ttarget a {}\r\ntarget "b" {\r\n  target = "x"\r\n}\r\n';
  const { builds } = await read(text, bake);
  const places = builds.map(({ name, span }) => [
    name,
    text.slice(span.start, span.end),
    span.start,
  ]);
  expect(places.toSorted()).toEqual([
    ["target `a`", "a", text.indexOf("a {}")],
    ["target `b`", "b", text.indexOf('b"')],
  ]);
});

describe("files that are not read", () => {
  const invalid = "Not HCL, or nested too deep; its builds were not read.";
  const long = "Longer than 64 KiB; its builds were not read.";
  test.each([
    ['target "a" {', "invalid-source", invalid],
    [`target "a" {\n  args = ${"[".repeat(20_000)}\n}\n`, "invalid-source", invalid],
    [`target "a" {\n  context = "${"x".repeat(70_000)}"\n}\n`, "partly-read", long],
  ])("%.30s", async (text, id, message) => {
    expect((await read(text, bake)).problems).toEqual([{ id, message, span: null }]);
  });

  test("after one of them the next one is read", async () => {
    // A null in a template makes the library throw.
    await read('target "a" {\n  context = "${null}x"\n}\n', bake);
    expect((await read('target "a" {}\n', bake)).builds).toHaveLength(1);
  });
});

describe("dockerfile-inline", () => {
  test("a text that stands in the file as it is has its place", async () => {
    const text =
      'target "a" {\n  dockerfile-inline = <<EOT\nFROM x\nUSER root\nEOT\n  args = { A = "1" }\n}\n';
    const { dockerfiles, builds, problems } = await read(text, bake);
    expect([builds, problems]).toEqual([[], []]);
    const start = text.indexOf("FROM");
    const [found] = dockerfiles;
    expect(found?.build).toMatchObject({ name: "target `a`", args: [{ name: "A", value: "1" }] });
    expect(found?.text.text).toBe("FROM x\nUSER root\n");
    expect(found?.text.span({ start: 0, end: 6 })).toEqual({ start, end: start + 6 });
  });

  test.each([
    ["indented", "<<-EOT\n    FROM x\n    USER root\n  EOT"],
    ["quoted", '"FROM x\\nUSER root\\n"'],
    ["one line", '"FROM x"'],
    ["with a template", "<<EOT\nFROM x\nUSER ${X}\nEOT"],
    ["with an escaped template", "<<EOT\nFROM x\nUSER $${X}\nEOT"],
    ["with a function", 'upper("from x\\n")'],
  ])("%s: said that it was not read", async (_, written) => {
    const { builds, dockerfiles, problems } = await read(
      `target "a" {\n  dockerfile-inline = ${written}\n}\n`,
      bake,
    );
    expect([builds, dockerfiles]).toEqual([[], []]);
    expect(problems).toEqual([
      {
        id: "partly-read",
        message: "The `dockerfile-inline` of target `a` was not read.",
        span: { start: 8, end: 9 },
      },
    ]);
  });
});

test("the library leaves no global behind", async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  await read('target "a" {}\n', bake);
  expect(Object.getOwnPropertyNames(globalThis)).toEqual(before);
  expect(Error.stackTraceLimit).toBeLessThan(1000);
});

test("no text throws", async () => {
  const part = fc.constantFrom(
    'target "a" {\n',
    "}\n",
    "args = {\n",
    '"',
    "${",
    "}",
    "$${",
    "A",
    " = ",
    '"x"',
    "<<E\n",
    "E\n",
    "[",
    "]",
    "null",
    "%{ if A }",
    "\\u0024",
    "\uE0F1",
    "\uD800",
    "\0",
    "\n",
    "matrix",
    "f(",
    ")",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 20 }), async (parts) => {
      await read(`target "a" {\n${parts.join("")}`, bake);
    }),
    { numRuns: 200 },
  );
});
