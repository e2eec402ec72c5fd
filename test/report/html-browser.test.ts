import axe from "axe-core";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { htmlReporter } from "../../src/report/html/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import type { OpenedPage, ScreenSize } from "../support/browser.ts";
import { chromium, withPage } from "../support/browser.ts";
import { hostilePage, hostileTexts } from "../support/report-corpus.ts";
import { largeRun } from "../support/html-runs.ts";
import { isSkippedWithout } from "../support/real-programs.ts";
import { runHere } from "../support/run-here.ts";
import { projectRoot, temporaryDirectory } from "../support/working-copy.ts";

const desktop: ScreenSize = { width: 1280, height: 900 };
const phone: ScreenSize = { width: 375, height: 800, isMobile: true };

/** The complaints of axe-core, which checks accessibility (https://github.com/dequelabs/axe-core), each with the elements that it is about. */
async function faultsOf(page: OpenedPage): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]))`);
}

const overflow = "document.documentElement.scrollWidth - innerWidth";

let folder = "";

/** Opens a report, which must ask for nothing but itself and leave the console empty. */
async function opened<T>(report: string, work: (page: OpenedPage) => Promise<T>): Promise<T> {
  const file = join(folder, "report.html");
  writeFileSync(file, report);
  return withPage(file, async (page) => {
    const result = await work(page);
    expect(page.requests).toEqual([pathToFileURL(file).href]);
    expect(page.complaints).toEqual([]);
    return result;
  });
}

describe.skipIf(isSkippedWithout(chromium))("in Debian's Chromium", { timeout: 120_000 }, () => {
  beforeAll(() => {
    folder = temporaryDirectory();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("the examples fit on any screen, are accessible, and load nothing", async () => {
    const examples = join(projectRoot, "fixtures/examples");
    const { stdout } = await runHere(examples, ["--format", "html"]);
    await opened(stdout, async (page) => {
      for (const scheme of ["light", "dark"] as const)
        for (const size of [desktop, phone]) {
          const image = await page.screenshot(size, scheme);
          // A page without style or content is a few thousand bytes.
          expect(image.length).toBeGreaterThan(20_000);
          expect(await page.evaluate(overflow)).toBe(0);
          expect(await faultsOf(page)).toEqual([]);
        }
      const texts = await page.evaluate(
        `[...document.querySelectorAll("mark")].map((mark) => mark.textContent)`,
      );
      expect(texts).toContain(
        "${REGISTRY}/azureml/minimal-ubuntu20.04-py38-cuda${CUDA}-gpu-inference:${TAG}",
      );
    });
  });

  test("5,000 findings are all shown, and fit on any screen", async () => {
    await opened(renderRun(htmlReporter, largeRun()), async (page) => {
      for (const size of [desktop, phone]) {
        await page.screenshot(size);
        expect(await page.evaluate(overflow)).toBe(0);
      }
      expect(await page.evaluate(`document.querySelectorAll("article").length`)).toBe(5_000);
    });
  });

  test("what is reported stays text", async () => {
    const report = hostilePage(hostileTexts.join(" "));
    await opened(report, async (page) => {
      const active = `document.querySelectorAll("script, img, iframe, object, form, body style").length`;
      expect(await page.evaluate(active)).toBe(0);
      const handlers = `[...document.querySelectorAll("*")].filter((one) =>
        one.getAttributeNames().some((name) => name.startsWith("on") || name === "style")).length`;
      expect(await page.evaluate(handlers)).toBe(0);
    });
  });

  test("a script could not run, whatever were in the page", async () => {
    const report = renderRun(htmlReporter, largeRun()).replace(
      "</main>",
      `<script>window.ran = true</script><img src="https://example.org/x.png" onerror="window.ran = true"></main>`,
    );
    const file = join(folder, "tampered.html");
    writeFileSync(file, report);
    await withPage(file, async (page) => {
      expect(await page.evaluate("window.ran")).toBeUndefined();
      expect(page.complaints.join("\n")).toContain("Content Security Policy");
    });
  });
});
