import { describe, expect, test } from "vitest";
import { shownOf } from "../../test/support/requirements.ts";

/** Deny lists against an oracle: the registry of a reference, by Docker's rule. */
describe("a denied registry", () => {
  const hosts = [
    "",
    "docker.io/",
    "quay.io/",
    "localhost:5000/",
    "contoso.azurecr.io/",
    "QUAY.io/",
  ];
  const paths = ["python", "team/app", "azureml/minimal-py312-inference", "quay/io"];
  const tails = ["", ":1", `@sha256:${"a".repeat(64)}`];
  const ways = [
    (image: string) => `FROM ${image}\n`,
    (image: string) => `ARG I=${image}\nFROM $I\n`,
    (image: string) => `FROM scratch\nCOPY --from=${image} /a /a\n`,
    (image: string) => `FROM scratch\nRUN --mount=from=${image},target=/a true\n`,
    (image: string) => `FROM \\\n  "${image}"\n`,
    (image: string) => `# syntax=${image}\nFROM scratch\n`,
  ];
  const registryOf = (image: string): string => {
    const [first = "", ...rest] = image.split("/");
    const isHost = rest.length > 0 && (/[.:]/.test(first) || first !== first.toLowerCase());
    return isHost || (first === "localhost" && rest.length > 0) ? first.toLowerCase() : "docker.io";
  };
  const images = hosts.flatMap((host) =>
    paths.flatMap((path) => tails.map((tail) => `${host}${path}${tail}`)),
  );

  test.each(["docker.io", "quay.io", "localhost:5000", "contoso.azurecr.io"])(
    "%s",
    async (host) => {
      for (const [index, image] of images.entries()) {
        const dockerfile = (ways[index % ways.length] ?? ways[0])?.(image) ?? "";
        const entry = `name: x, level: error, images: ["**"], deny: ["${host}/**"]`;
        const found = await shownOf([entry], dockerfile);
        expect([dockerfile, found.length]).toEqual([
          dockerfile,
          registryOf(image) === host ? 1 : 0,
        ]);
      }
    },
  );
});
