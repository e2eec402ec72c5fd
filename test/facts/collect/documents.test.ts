import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workplace } from "./made-sources.ts";

const article = "articles/machine-learning/concept-prebuilt-docker-images-inference.md";
const articles: Readonly<Record<string, string>> = {
  [article]: [
    "---\nms.date: 09/24/2025\n---\n\n* All images run as non-root\n  users.\n",
    "--- | ---\nNA | `mcr.microsoft.com/azureml/minimal-py312-inference:latest`\n",
  ].join("\n"),
  "articles/machine-learning/concept-environments.md": "---\nms.date: 09/04/2024\n---\n",
  "articles/machine-learning/concept-vulnerability-management.md": "---\nms.date: 6/4/2026\n---\n",
};
const decided = `sentences:
  window: { path: ${article}, text: "supports tags", source: x, asOf: 2025-09-24 }
  nonRoot: { path: ${article}, text: "All images run as non-root users.", source: x, asOf: 2025-09-24 }
`;

describe("azure-ai-docs", () => {
  let place: Workplace;

  beforeEach(() => {
    place = new Workplace();
  });
  afterEach(() => {
    place.remove();
  });

  it("keeps the recorded commit of a text that did not change", () => {
    place.write("inputs/decided.yaml", decided);
    const source = place.repository("azure-ai-docs");
    const first = source.commit("2025-10-01", articles);
    expect(place.collect().status).toBe(0);
    const before = place.text("azure-ai-docs");
    expect(place.collected("azure-ai-docs")).toMatchObject({
      source: { repository: "MicrosoftDocs/azure-ai-docs", commit: first, asOf: "2025-09-24" },
      list: { path: article, commit: first, images: ["azureml/minimal-py312-inference"] },
      sentences: {
        nonRoot: { path: article, commit: first, asOf: "2025-09-24" },
        window: null,
      },
    });
    source.commit("2025-11-01", { "articles/other.md": "x" });
    const clone = join(place.location, "s/azure-ai-docs");
    source.git("clone", "--quiet", "--depth=1", `file://${source.directory}`, clone);
    expect(place.collect("--from", join(place.location, "s")).status).toBe(0);
    expect(place.text("azure-ai-docs")).toBe(before);
  });

  it("reads a plain folder that names the commits in .commit", () => {
    for (const [path, text] of Object.entries(articles))
      place.write(`sources/azure-ai-docs/${path}`, text);
    expect(place.collect()).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /name the commit of .* in .*\.commit: PATH COMMIT YYYY-MM-DD/,
      ) as unknown,
    });
    place.write(
      "sources/azure-ai-docs/.commit",
      `0123456789abcdef 2026-01-01\n${article} aaaaaaaaaa 2025-09-24\n`,
    );
    expect(place.collect().status).toBe(0);
    expect(place.collected("azure-ai-docs").files).toMatchObject({
      [article]: { commit: "aaaaaaaaaa", asOf: "2025-09-24" },
      "articles/machine-learning/concept-environments.md": {
        commit: "0123456789",
        asOf: "2024-09-04",
      },
      "articles/machine-learning/concept-vulnerability-management.md": { asOf: "2026-06-04" },
    });
  });

  it("takes the new commit of a text that changed", () => {
    const source = place.repository("azure-ai-docs");
    source.commit("2025-10-01", articles);
    place.collect();
    const second = source.commit("2025-11-01", {
      [article]: (articles[article] ?? "").replace("09/24/2025", "11/01/2025"),
    });
    expect(place.collect().status).toBe(0);
    expect(place.collected("azure-ai-docs").list).toMatchObject({
      commit: second,
      asOf: "2025-11-01",
    });
  });
});
