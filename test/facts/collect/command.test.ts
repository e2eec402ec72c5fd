import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MadeRepository } from "./made-sources.ts";
import { imageFile, specification, Workplace } from "./made-sources.ts";

const names =
  "azureml-assets, azureml-examples, AzureML-Containers, azure-ai-docs, endoflife.date, distro-info-data, pins";
describe("npm run facts -- collect", () => {
  let place: Workplace;

  beforeEach(() => {
    place = new Workplace();
  });
  afterEach(() => {
    place.remove();
  });

  it("writes the same bytes when it runs again", () => {
    examples(place).commit("2024-01-01", {
      Dockerfile: "FROM mcr.microsoft.com/azureml/x:20240101.v1",
    });
    assets(place);
    expect(place.collect().status).toBe(0);
    const before = [place.text("azureml-examples"), place.text("azureml-assets")];
    expect(place.collect().status).toBe(0);
    expect([place.text("azureml-examples"), place.text("azureml-assets")]).toEqual(before);
    expect(before[0]).toMatch(/^\{\n"source": \{"repository":"Azure\/azureml-examples",.*\n\}\n$/s);
  });

  it("reads a bare repository like a checkout, and a branch that was cloned", () => {
    const source = assets(place);
    expect(place.collect().status).toBe(0);
    const before = place.text("azureml-assets");
    const clone = join(place.location, "clones");
    source.git(
      "clone",
      "--quiet",
      "--bare",
      source.directory,
      join(clone, "bare", "azureml-assets"),
    );
    source.git(
      "clone",
      "--quiet",
      "-b",
      "main",
      source.directory,
      join(clone, "full", "azureml-assets"),
    );
    for (const kind of ["bare", "full"]) {
      expect(place.collect("--from", join(clone, kind))).toMatchObject({ status: 0 });
      expect(place.text("azureml-assets")).toBe(before);
    }
  });

  it("keeps what is recorded of a missing source, and names it", () => {
    examples(place).commit("2024-01-01", { a: "x" });
    const recorded = '{\n"source": {}\n}\n';
    place.write("inputs/collected/endoflife.date.json", recorded);
    const { status, stderr } = place.collect();
    expect(status).toBe(0);
    expect(place.text("endoflife.date")).toBe(recorded);
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(
        /^azureml-assets: .*azureml-assets is missing: nothing is recorded of it$/,
      ),
      expect.stringMatching(/^AzureML-Containers: .* is missing: nothing is recorded of it$/),
      expect.stringMatching(/^azure-ai-docs: .* is missing: nothing is recorded of it$/),
      expect.stringMatching(/^endoflife\.date: .* is missing: what is recorded is kept$/),
      expect.stringMatching(/^distro-info-data: .* is missing: nothing is recorded of it$/),
      expect.stringMatching(/^pins: .* is missing: nothing is recorded of it$/),
      "",
    ]);
  });

  it("fails without any source, and says which names it looks for", () => {
    expect(place.collect()).toEqual({
      status: 2,
      stdout: "",
      stderr: `${place.sources} has none of the sources; expected is at least one of the folders ${names}\n`,
    });
  });

  it("fails for arguments that it does not know", () => {
    const { status, stderr } = place.collect("--form", "x");
    expect(status).toBe(2);
    expect(stderr).toContain("'--form'");
    expect(stderr).toContain("usage: npm run facts -- collect --from DIR");
  });

  it("fails for a clone that has only the newest commits, and writes nothing", () => {
    const source = examples(place);
    source.commit("2024-01-01", { a: "x" });
    source.commit("2024-01-02", { a: "y" });
    source.git(
      "clone",
      "--quiet",
      "--depth=1",
      `file://${source.directory}`,
      join(place.location, "s/azureml-examples"),
    );
    place.write("s/distro-info-data/ubuntu.csv", "version,eol\n");
    const { status, stderr } = place.collect("--from", join(place.location, "s"));
    expect(status).toBe(2);
    expect(stderr).toContain("azureml-examples: ");
    expect(stderr).toContain(
      `its whole history is needed; run: git -C ${place.location}/s/azureml-examples fetch --unshallow`,
    );
    expect(existsSync(join(place.inputs, "collected"))).toBe(false);
  });

  it("fails for a folder that is no repository, and for one without the branch that it needs", () => {
    mkdirSync(join(place.sources, "azureml-examples"));
    expect(place.collect()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("azureml-examples is no git repository") as unknown,
    });
    place.repository("azureml-assets").commit("2024-01-01", { a: "x" });
    expect(place.collect()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("azureml-assets has no branch release") as unknown,
    });
  });

  it("names a repository below pins/ that it does not know", () => {
    place.repository("pins/unknown").commit("2024-01-01", { a: "x" });
    expect(place.collect()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("pins/unknown: unknown; name its repository") as unknown,
    });
  });

  it("follows a link to a source", () => {
    const elsewhere = join(place.location, "elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, "ubuntu.csv"), "version,eol\n");
    symlinkSync(elsewhere, join(place.sources, "distro-info-data"));
    expect(place.collect()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("has none of debian/changelog") as unknown,
    });
  });
});

const examples = (place: Workplace): MadeRepository => place.repository("azureml-examples");

/** A branch `release` with one environment, and `main` beside it. */
function assets(place: Workplace): MadeRepository {
  const source = place.repository("azureml-assets");
  source.commit("2024-01-01", {
    Dockerfile: "FROM mcr.microsoft.com/azureml/inference-base-2204:20231231.v1\n",
  });
  source.git("switch", "--quiet", "--orphan", "release");
  const folder = "latest/environment/x";
  source.commit("2024-01-02", {
    [`${folder}/spec.yaml`]: specification("x", "1"),
    [`${folder}/environment.yaml`]: imageFile("azureml/curated/x-inference"),
    [`${folder}/context/Dockerfile`]:
      "FROM mcr.microsoft.com/azureml/inference-base-2204:20231231.v1\n",
  });
  source.git("switch", "--quiet", "main");
  return source;
}
