import fc from "fast-check";
import type { Changes } from "../support/change.ts";
import { current, ended } from "./ways/way.ts";

/** Contents by path, or links to a file of the root. */
export type Tree = Readonly<Record<string, string | { readonly link: string }>>;

const images = [current, ended, ended.replace("20.04-py38", "18.04-py37")];
const reference = fc
  .tuple(fc.constantFrom(...images), fc.constantFrom(":latest", "", ":20210101.v1", ":20250101.v1"))
  .map(([image, tag]) => image + tag);
const comment = fc
  .tuple(
    fc.constantFrom(
      "ignore[root-user]",
      "ignore[eol-os, eol-python, unsupported-image]",
      "ignore-file[root-user]",
    ),
    fc.constantFrom("until=2026-12-20", "until=2026-11-01", "until=2029-01-01"),
  )
  .map(([what, until]) => `# inferlint: ${what} ${until} -- SEC-1`);
const line = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("USER root", "USER app", "COPY . /app", "RUN make", "WORKDIR /app"),
  },
  { weight: 1, arbitrary: reference.map((image) => `COPY --from=${image} /opt/a /a`) },
  { weight: 1, arbitrary: comment },
);
const dockerfile = fc
  .tuple(
    fc.option(comment, { freq: 4 }),
    fc.array(
      reference.map((image) => `FROM ${image}`),
      { minLength: 1, maxLength: 2 },
    ),
    fc.array(line, { maxLength: 5 }),
  )
  .map(([first, froms, rest]) =>
    [...(first === null ? [] : [first]), ...froms, ...rest, ""].join("\n"),
  );
const compose = fc
  .tuple(reference, fc.constantFrom("root", "app"), fc.boolean())
  .map(
    ([image, user, builds]) =>
      `services:\n  a:\n    image: ${image}\n    user: ${user}\n${builds ? "  b:\n    build: { context: a }\n    user: root\n" : ""}`,
  );
const environment = reference.map(
  (image) =>
    `$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\nname: a\nimage: ${image}\nconda_file: conda.yaml\n`,
);
const conda = fc
  .constantFrom("3.8", "3.12")
  .map(
    (python) =>
      `name: a\ndependencies:\n  - python=${python}\n  - pip: [azureml-inference-server-http]\n`,
  );
const configuration = fc.constantFrom(
  "rules: { root-user: off, eol-python: off }\n",
  "rules: { eol-os: warning, floating-tag: error }\n",
  "overrides: [{ files: [a/**], rules: { root-user: note } }]\n",
  "overrides: [{ files: [b/**], rules: { stale-tag: off, unlisted-image: error } }]\n",
  "exceptions: [{ rules: [root-user], files: [a/**], until: 2026-12-20, reason: SEC-2 }]\n",
  "files: { exclude: [b] }\n",
  "supportWindow: { months: 90 }\n",
);

const paths: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "a/Dockerfile": dockerfile,
  "b/Dockerfile": dockerfile,
  "b/c.dockerfile": dockerfile,
  "compose.yaml": compose,
  "environment.yaml": environment,
  "conda.yaml": conda,
  "image.img": dockerfile,
  ".inferlint.yaml": configuration,
};
const renamed = [
  "a/Dockerfile",
  "b/Dockerfile",
  "b/c.dockerfile",
  "d/Dockerfile",
  "a/e/Dockerfile",
];
const linked = "linked.dockerfile";
const target: { readonly link: string } = { link: "image.img" };

/** Dockerfiles, a compose file, an environment and its conda file, a link, a configuration; each may be missing. */
export const tree: fc.Arbitrary<Tree> = fc
  .tuple(fc.record(paths, { requiredKeys: [] }), fc.boolean())
  .map(([files, isLinked]): Tree => ({
    "README.md": "# Models\n",
    ...files,
    ...(isLinked && files["image.img"] !== undefined ? { [linked]: target } : {}),
  }));

type Edit = (files: Tree) => Tree;

const edit: fc.Arbitrary<Edit> = fc.oneof(
  // A new content, or a new file.
  fc
    .oneof(
      ...Object.entries(paths).map(([path, content]) => content.map((text) => ({ path, text }))),
    )
    .map(({ path, text }): Edit => (files) => ({ ...files, [path]: text })),
  // A line more, or one less.
  fc
    .tuple(
      fc.constantFrom("a/Dockerfile", "b/Dockerfile", "b/c.dockerfile", "image.img"),
      line,
      fc.nat(9),
    )
    .map(([path, added, at]): Edit => (files) => {
      const text = files[path];
      if (typeof text !== "string") return files;
      const own = text.split("\n");
      own.splice(Math.min(at, own.length - 1), at % 2, added);
      return { ...files, [path]: own.join("\n") };
    }),
  // A rename, or a copy.
  fc
    .tuple(fc.constantFrom(...renamed), fc.constantFrom(...renamed), fc.boolean())
    .map(([from, to, keeps]): Edit => (files) => {
      const text = files[from];
      if (text === undefined || from === to) return files;
      const others = without(files, from);
      return { ...(keeps ? files : others), [to]: text };
    }),
  // A file less.
  fc.constantFrom(...Object.keys(paths)).map(
    (path): Edit =>
      (files) =>
        without(files, path),
  ),
);

function without(files: Tree, path: string): Tree {
  return Object.fromEntries(Object.entries(files).filter(([one]) => one !== path));
}

/** A tree after some edits. */
export function edited(base: Tree): fc.Arbitrary<Tree> {
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce((files, one) => one(files), base))
    .map((files) => {
      return files["image.img"] === undefined ? without(files, linked) : files;
    });
}

/** What is done to a base for a head. */
export function changes(base: Tree, head: Tree): Changes {
  const removed = Object.keys(base).filter((path) => !(path in head));
  return { ...Object.fromEntries(removed.map((path) => [path, null])), ...head };
}
