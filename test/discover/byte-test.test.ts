import { expect, test } from "vitest";
import { mayDescribeBuild, mayNameImage } from "../../src/discover/index.ts";
import { fileKinds } from "../../src/domain/build/file-kind.ts";
import type { NamedImages } from "../../src/domain/image/image-literals.ts";

const images: NamedImages = { roots: ["azureml/"], mirrors: [] };
const bytes = (text: string): Buffer => Buffer.from(text);

test.each([
  ["image: mcr.microsoft.com/azureml/a", true],
  ["environment: azureml:AzureML-a@latest", true],
  ["AZUREML", true],
  ['"azure\\\nml"', true],
  ['"azu\\\r\n    reml"', true],
  [String.raw`"\u0061zureml"`, true],
  [String.raw`"azure\x6dl"`, true],
  [String.raw`"azure\155l"`, true],
  [String.raw`"\U00000061zureml"`, true],
  ['azur"e"ml', true],
  ["azure''ml", true],
  [String.raw`a\zureml`, true],
  ["azure ml", false],
  ["azure\nml", false],
  ["import azure.ai.ml", false],
  [String.raw`{"a": "caf\u00e9 \u003c \u0026 \x1b[0m \033[1m \n"}`, false],
  ["", false],
])("%j may name an image: %s", (text, expected) => {
  expect(mayNameImage(bytes(text), images)).toBe(expected);
});

test.each<[string, string, boolean]>([
  ["contoso.azurecr.io", "FROM Contoso.azurecr.io/a", true],
  ["contoso.azurecr.io", "contosoXazurecr.io", false],
  ["contoso.azurecr.io/mirror", "registry: contoso.azurecr.io\nrepository: mirror/a", true],
  ["localhost:5000", "localhost:5000/a", true],
  ["docker.io", "python:3.12", true],
  ["contoso.io/a-b_c", "a-b_c/d", true],
])("with the mirror %s, %j: %s", (prefix, text, expected) => {
  const mirrors = [{ prefix, instead: "mcr.microsoft.com" }];
  expect(mayNameImage(bytes(text), { ...images, mirrors })).toBe(expected);
});

test("a pattern without a literal beginning makes Microsoft's registry count", () => {
  const other: NamedImages = { roots: [""], mirrors: [] };
  expect(mayNameImage(bytes("mcr.microsoft.com/a"), other)).toBe(true);
  expect(mayNameImage(bytes("mcr.microsoft.com/a"), images)).toBe(false);
});

test("UTF-16 text and bytes with NULs are decoded", () => {
  for (const mark of ["", "\uFEFF"]) {
    const wide = Buffer.from(`${mark}image: azureml/a`, "utf16le");
    expect(mayNameImage(wide, images)).toBe(true);
    expect(mayNameImage(wide.swap16(), images)).toBe(true);
  }
  expect(mayNameImage(Buffer.from("image: a", "utf16le"), images)).toBe(false);
});

test.each([
  ["services: { a: { build: . } }", "yaml json hcl markdown"],
  ["docker run a", "yaml json python notebook shell hcl markdown"],
  ["az ACR login", "yaml json python notebook shell hcl markdown"],
  ["podman", "yaml json python notebook shell hcl markdown"],
  ["BuildContext(path='.')", "python notebook"],
  ['target "a" {}', "json hcl"],
  ["nothing", ""],
])("%j may describe a build in %s", (text, kinds) => {
  expect(fileKinds.filter((kind) => mayDescribeBuild(bytes(text), kind)).join(" ")).toBe(kinds);
});
