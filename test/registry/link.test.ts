import { expect, test } from "vitest";
import { readNextPage } from "../../src/registry/http/link.ts";

test.each<[readonly string[], ReturnType<typeof readNextPage>]>([
  [[], { kind: "none" }],
  [[""], { kind: "none" }],
  [["<a>; rel=next"], { kind: "next", target: "a" }],
  [['<a>;rel="next"'], { kind: "next", target: "a" }],
  [['<a>; title="x, <b>; rel=prev"; REL="prev NEXT"'], { kind: "next", target: "a" }],
  [['<p>; rel="prev", <a>; rel="next"'], { kind: "next", target: "a" }],
  [['<p>; rel="prev"', '<a>; rel="next"'], { kind: "next", target: "a" }],
  [["<a>; rel=prev; rel=next"], { kind: "none" }],
  [['<a>; title="rel=next"'], { kind: "none" }],
  [['<a>; rel="nextish"'], { kind: "none" }],
  [["<a>"], { kind: "none" }],
  [["<a>; rel=next; crossorigin"], { kind: "next", target: "a" }],
  [[" , <a>; rel=next ,"], { kind: "next", target: "a" }],
  [["<>; rel=next"], { kind: "next", target: "" }],
  [["a; rel=next"], { kind: "broken" }],
  [["<a; rel=next"], { kind: "broken" }],
  [['<a>; rel="next'], { kind: "broken" }],
  [["<a> rel=next"], { kind: "broken" }],
  [["<a".repeat(9000)], { kind: "broken" }],
])("Link %j is %j", (values, expected) => {
  expect(readNextPage(values)).toEqual(expected);
});
