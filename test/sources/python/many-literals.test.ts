import { expect, test } from "vitest";
import { readText } from "../../support/source-tester.ts";

test("a string of very many adjacent literals is read without a crash", async () => {
  const text = `x = "azureml" ${'"a" '.repeat(150_000)}`;
  expect((await readText("python", text)).references).toEqual([]);
});
