import { describe, expect, test } from "vitest";
import rows from "../../fixtures/buildkit/shapes.json" with { type: "json" };
import { inspectText } from "../support/inspect.ts";

/** A placeholder that is replaced by a long repeated text. */
interface Repeat {
  readonly text: string;
  readonly times: number;
  readonly at: string;
}

interface ShapeCase {
  readonly dockerfile: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly repeat?: Repeat;
  readonly expect: object;
}

interface Row {
  readonly row: number;
  readonly shape: string;
  readonly cases: readonly ShapeCase[];
}

describe.each(rows as readonly Row[])("BuildKit, row $row: $shape", ({ cases }) => {
  test.each(cases)("$dockerfile", async ({ expect: expected, repeat, ...shape }) => {
    const dockerfile = repeat
      ? shape.dockerfile.replace(repeat.at, repeat.text.repeat(repeat.times))
      : shape.dockerfile;
    expect(await inspectText({ ...shape, dockerfile })).toMatchObject(expected);
  });
});

test("all 128 rows are present", () => {
  expect((rows as readonly Row[]).map(({ row }) => row)).toEqual(
    Array.from({ length: 128 }, (_, index) => index + 1),
  );
});
