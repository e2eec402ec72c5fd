import { expect, test, vi } from "vitest";

test("a text can be within one that another copy of the class has made, as in the package", async () => {
  const { EmbeddedText: Outer } = await import("../../src/text/embedded-text.ts");
  vi.resetModules();
  const { EmbeddedText: Inner } = await import("../../src/text/embedded-text.ts");
  expect(Inner).not.toBe(Outer);
  const outer = Outer.verbatim("ab cdef", { start: 3, end: 7 });
  const placed = Inner.verbatim("cdef", { start: 1, end: 3 }).within(outer);
  expect([placed.text, placed.span({ start: 0, end: 2 })]).toEqual(["de", { start: 4, end: 6 }]);
});
