import { describe, expect, test } from "vitest";
import { allowedPython } from "../../src/domain/image/conda-spec.ts";

/** `3.10`, `3.8 … 3.9`, `unknown`. */
function shown(spec: string): string {
  const allowed = allowedPython(spec);
  if (allowed.kind === "unknown") return "unknown";
  if (allowed.kind === "one") return allowed.version;
  return `${allowed.versions[0] ?? ""} … ${allowed.versions.at(-1) ?? ""}`;
}

describe("the Python that a conda specification allows", () => {
  test.each([
    // One minor version, whatever its patch is.
    ["=3.10", "3.10"],
    ["==3.10", "3.10"],
    ["==3.10.*", "3.10"],
    ["=3.10.*", "3.10"],
    ["=3.10.4", "3.10"],
    ["==3.10.4", "3.10"],
    ["3.10", "3.10"],
    ["3.10.*", "3.10"],
    [" 3.10", "3.10"],
    ["= 3.10", "3.10"],
    [" =3.10", "3.10"],
    ["=2.7", "2.7"],
    ["~=3.9.0", "3.9"],
    ["~=3.9.5", "3.9"],
    ["=3.8|=3.8.5", "3.8"],
    [">=3.8,<3.9", "3.8"],
    [">=3.8, <3.9", "3.8"],
    [">=3.8,<3.9.0", "3.8"],
    [">=3.8,<=3.9,!=3.9.*", "3.8"],
    [">3.8,<3.9.0a0".replace("a0", ""), "3.8"],
    // A prefix of digits is no version.
    ["=3.1", "3.1"],
    ["==3.1", "3.1"],
    ["=3.1.*", "3.1"],
    // The build.
    ["=3.10=h12debd9_1", "3.10"],
    ["=3.10.4=h12debd9_0_cpython", "3.10"],
    ["==3.10.4=h12debd9_0", "3.10"],
    ["3.10.* *_cpython", "3.10"],
    ["=3.10 *_cpython", "3.10"],
    ["[version='=3.10']", "3.10"],
    ['[version=">=3.8,<3.9"]', "3.8"],
    ["[version=3.9]", "3.9"],
    // Several.
    [">=3.8,<3.10", "3.8 … 3.9"],
    [">=3.8,<=3.10", "3.8 … 3.10"],
    [">=3.8,<3.10.5", "3.8 … 3.10"],
    ["<3.7", "2.6 … 3.6"],
    ["<=3.7", "2.6 … 3.7"],
    ["=3.7|=3.8", "3.7 … 3.8"],
    ["3.7.*|3.8.*", "3.7 … 3.8"],
    [">=3.8", "3.8 … 3.40"],
    [">3.8", "3.8 … 3.40"],
    ["~=3.9", "3.9 … 3.40"],
    ["=3", "3.0 … 3.40"],
    ["3", "3.0 … 3.40"],
    ["=3.*", "3.0 … 3.40"],
    ["<3", "2.6 … 2.7"],
    [">=3", "3.0 … 3.40"],
    ["=2", "2.6 … 2.7"],
    ["=3.1*", "3.1 … 3.19"],
    ["!=3.8.*,>=3.7,<3.10", "3.7 … 3.9"],
    ["!=3.8,>=3.8,<3.10", "3.8 … 3.9"],
    // Nothing that says which.
    ["", "unknown"],
    ["*", "unknown"],
    ["=*", "unknown"],
    [">=2", "unknown"],
    [">3.9,<3.8", "unknown"],
    ["=4.0", "unknown"],
    ["=latest", "unknown"],
    ["=${PYTHON}", "unknown"],
    ["=={{ python }}", "unknown"],
    ["=1!3.10", "unknown"],
    ["^3.10", "unknown"],
    ["(>=3.8,<3.9)|3.10", "unknown"],
    ["=3.10,", "3.10"],
    ["===3.10", "unknown"],
    ["=3.10.x", "unknown"],
    [`=${"3.".repeat(500)}`, "unknown"],
  ])("%j: %s", (spec, expected) => {
    expect(shown(spec)).toBe(expected);
  });
});
