import { expect, test } from "vitest";
import { createProgress } from "../src/cli/progress.ts";

function watch(times: readonly number[]) {
  const written: string[] = [];
  const clock = [0, ...times];
  const progress = createProgress(
    (text) => written.push(text),
    () => clock.shift() ?? 0,
  );
  return { written, progress };
}

test("short work shows nothing and leaves nothing to clear", () => {
  const { written, progress } = watch([10, 999]);
  progress.report(1, 3);
  progress.report(2, 3);
  progress.end();
  expect(written).toEqual([]);
});

test("long work shows how far it has come, at most ten times a second, and clears the line", () => {
  const { written, progress } = watch([1000, 1050, 1100]);
  for (const done of [1, 2, 3]) progress.report(done, 3);
  progress.end();
  expect(written).toEqual([
    "\r\u001B[Kinferlint: 1 of 3 files",
    "\r\u001B[Kinferlint: 3 of 3 files",
    "\r\u001B[K",
  ]);
});

test("requests to registries are counted while the number of files does not change", () => {
  const { written, progress } = watch([1000, 1200, 1400, 1600, 1800]);
  progress.report(0, 3);
  progress.asked();
  progress.asked();
  progress.tick();
  progress.report(1, 3);
  progress.end();
  expect(written).toEqual([
    "\r\u001B[Kinferlint: 0 of 3 files",
    "\r\u001B[Kinferlint: 0 of 3 files, 1 request to registries",
    "\r\u001B[Kinferlint: 0 of 3 files, 2 requests to registries",
    "\r\u001B[Kinferlint: 1 of 3 files, 2 requests to registries",
    "\r\u001B[K",
  ]);
});

test("nothing is shown before the first file or request", () => {
  const { written, progress } = watch([2000]);
  progress.tick();
  progress.end();
  expect(written).toEqual([]);
});
