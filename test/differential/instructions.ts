import type { Random } from "./random.ts";
import * as vocabulary from "./vocabulary.ts";
import type { Variables } from "./words.ts";
import { expression, literal } from "./words.ts";

/** What has been written of a Dockerfile, as far as later lines refer to it. */
export interface Written {
  readonly random: Random;
  readonly escape: string;
  /** The variables at this point: those before the first FROM, or those of the stage. */
  readonly variables: Variables;
  /** Names of the stages so far, null where they have none. */
  readonly stages: readonly (string | null)[];
}

/** `FROM …`, and the name of the stage. */
export function from({ random, variables, stages, escape }: Written): {
  line: string;
  name: string | null;
} {
  const image = random.weighted<() => string>([
    [5, () => word(random.pick(vocabulary.images))],
    [2, () => word(random.pick(vocabulary.otherImages))],
    [stages.length, () => word(stageOf(random, stages))],
    [1, () => `${random.pick(vocabulary.images).replace(/:[^/]*$/, "")}${unknown()}:latest`],
    [1, () => random.pick(vocabulary.images) + unknown()],
    [
      0.3,
      () =>
        random
          .pick(vocabulary.images)
          .replace(/azureml.*/, () => `azureml/${random.pick(vocabulary.templates)}`),
    ],
    [
      0.3,
      () =>
        `${random.pick(vocabulary.images).replace(/:.*/, "")}:${random.pick(vocabulary.templates)}`,
    ],
    [0.2, () => `{{ ${random.pick(vocabulary.images)} }}`],
  ])();
  const name = random.chance(0.5) ? stageName(random, stages.length) : null;
  const platform = random.chance(0.06)
    ? `--platform=${random.pick(["linux/amd64", "$TARGETPLATFORM", "$BUILDPLATFORM", "$P", "x", '"linux/amd64"'])} `
    : "";
  const as = name === null ? "" : ` ${random.pick(["AS", "AS", "as", "As"])} ${name}`;
  return { line: `${keyword(random, "FROM")} ${platform}${image}${as}`, name };

  function word(value: string): string {
    return expression(random, value, variables, random.below(4));
  }
  /** A variable whose value the generator does not know, or that has none. */
  function unknown(): string {
    const unset = [...variables.values].filter(([, value]) => value === null).map(([name]) => name);
    const name = random.pick([...unset, ...unset, ...vocabulary.undeclared]);
    return random.pick([
      `\${${name}}`,
      `$${name}`,
      `\${${name}:-}`,
      `\${${name}#x}`,
      `\${${name}${escape}}`,
    ]);
  }
}

function stageName(random: Random, count: number): string {
  return random.chance(0.95)
    ? random.pick(["build", "base", "s", "final", "Build", `s${count}`, "alpine"])
    : random.pick(["a.b-c_d", "é", "0", "1s", "$A", "scratch", "{{x}}", "s\u0130"]);
}

function stageOf(random: Random, stages: readonly (string | null)[]): string {
  if (stages.length === 0) return random.pick(["alpine", "alpine", "alpine", "0"]);
  const index = random.below(stages.length);
  return stages[index]?.toLowerCase() ?? String(index);
}

/** The user of a USER. */
export function user({ random, variables }: Written): string {
  const value = random.pick(random.chance(0.6) ? vocabulary.rootUsers : vocabulary.otherUsers);
  return (
    random.weighted<() => string>([
      [8, () => expression(random, value, variables, random.below(4))],
      [1, () => `${value} ${random.pick(["# c", "x", "#", "{# c #}", "{{ x }}"])}`],
      [1, () => value + random.pick([...vocabulary.templates, ...vocabulary.unicodeMarks])],
      [0.5, () => random.pick(vocabulary.templates) + value],
      [
        0.5,
        () =>
          `$${random.pick(vocabulary.names)}${random.pick([...vocabulary.unicodeLetters, ...vocabulary.unicodeMarks])}`,
      ],
      [
        0.5,
        () =>
          `\${${random.pick([...vocabulary.names, ...vocabulary.undeclared])}${random.pick([":-", "-", ":+", "+", ":?", "?", "#", "%%", "//"])}${value}}`,
      ],
    ])() || '""'
  );
}

/** An instruction of a stage that neither begins one nor declares a variable. */
export function stageInstruction(written: Written): string {
  const { random } = written;
  return random.weighted<() => string>([
    [4, () => `${keyword(random, "USER")} ${user(written)}`],
    [2, () => copy(written)],
    [2, () => run(written)],
    [1.5, () => `${keyword(random, "ONBUILD")} ${onbuild(written)}`],
    [1.5, () => other(written)],
  ])();
}

function onbuild(written: Written): string {
  const { random } = written;
  return random.weighted<() => string>([
    [4, () => `USER ${user(written)}`],
    [1, () => copy(written)],
    [1, () => run(written)],
    [1, () => `ENV ${random.pick(vocabulary.names)}=${random.pick(["root", "app", "", "x"])}`],
    [1, () => `ARG ${random.pick(vocabulary.names)}${random.pick(["", "=root", "=x"])}`],
    [
      0.3,
      () =>
        random.pick([
          "ENV",
          "LABEL",
          "LABEL x",
          "USER",
          "FROM x",
          "ONBUILD USER root",
          "FOO",
          "MAINTAINER x",
          'CMD ["a"',
        ]),
    ],
  ])();
}

function copy({ random, stages }: Written): string {
  const source = random.weighted<() => string>([
    [2, () => `--from=${stageOf(random, stages)} `],
    [1, () => `--from=${random.pick([...vocabulary.images, ...vocabulary.otherImages])} `],
    [1, () => ""],
    [
      0.2,
      () => `--from=${random.pick(["$A", "0", "9", '"0"', "BASE", "{{x}}", "-1", "$", "\\a"])} `,
    ],
  ])();
  const flags = random.chance(0.15)
    ? random.pick(["--link ", "--chown=a:b ", "--chmod=755 ", "--parents ", "--exclude=x ", "--x "])
    : "";
  const paths = random.weighted<string>([
    [3, "/a /b"],
    [3, "/ /"],
    [0.5, ". /"],
    [0.5, "/* /"],
    [0.5, "/a/.. /"],
    [0.3, "/./ /."],
    [0.3, ". ."],
    [0.3, '["/", "/"]'],
    [0.3, "/$Q /"],
    [0.3, "<<E /x\na\nE"],
    [0.1, "/a"],
  ]);
  return `${keyword(random, "COPY")} ${random.chance(0.5) ? flags + source : source + flags}${paths}`;
}

function run({ random, stages }: Written): string {
  const image = random.pick([
    stageOf(random, stages),
    ...vocabulary.images,
    ...vocabulary.otherImages,
  ]);
  return `${keyword(random, "RUN")} ${random.weighted<string>([
    [3, random.pick(["x", "echo \\$A", "a && b", "true # c", '["a", "b"]', "[a"])],
    [1, `--mount=from=${image},target=/x y`],
    [0.5, `--mount=type=bind,"from=${image}",target=/x y`],
    [0.5, `--mount=type=cache,target=/x --mount=from=${image},src=/,dst=/y z`],
    [
      0.2,
      `--mount=${random.pick(["from=$A,target=/x", "target=/x", "type=y", "", "from=a", "target=/,from=alpine"])} y`,
    ],
    [
      1,
      random.pick([
        "<<E\nUSER root\nE",
        "<<-E\n\tx\n\tE",
        "<<'E'\n$A\nE",
        "3<<E\nE",
        "<< E\nx\nE",
        "<<A <<B\nA\nB",
      ]),
    ],
    [
      0.5,
      random.pick([
        '["a", 1]',
        "cat<<E",
        '"<<E"',
        "<<<E",
        "<<E\nx",
        "$((1<<2))",
        "<<$A\nx\n$A",
        "<<\\E\nE",
        "<<E;\nE",
      ]),
    ],
  ])}`;
}

function other({ random, variables, escape }: Written): string {
  const value = literal(random, random.pick(["x", "a b", "$A", "é"]), { escape }, "word");
  return random.pick([
    `CMD ["x"]`,
    `CMD x ${value}`,
    `ENTRYPOINT ["x", "y"]`,
    `EXPOSE 80 ${random.pick(["81/tcp", "$A", "8000-8010", "x"])}`,
    `HEALTHCHECK ${random.pick(["NONE", "CMD x", "--interval=5s CMD y", "CMD", "--retries=x CMD y"])}`,
    `LABEL a=b "c"=${random.pick(["d", '"e f"', "$A"])}`,
    `LABEL ${random.pick(["a b", "a", "=b", "a=b c"])}`,
    `SHELL ${random.pick(['["/bin/sh", "-c"]', "x", "[]"])}`,
    `STOPSIGNAL ${random.pick(["SIGTERM", "9", "$A", "${Q:-SIGINT}"])}`,
    `VOLUME ${random.pick(["/a", '["/a"]', "/a $A", '[""]'])}`,
    `WORKDIR ${random.pick(["/", "/a", "a", "$A", expression(random, "/w", variables, 1)])}`,
    `ADD ${random.pick(["a /b", "https://x.y/z /", "<<E /a\nx\nE", "a"])}`,
    `MAINTAINER ${random.pick(["x", "x y"])}`,
  ]);
}

/** An instruction's name, mostly in upper case; rarely with a letter that has an ASCII lower case in Go. */
export function keyword(random: Random, name: string): string {
  if (random.chance(0.9)) return name;
  return random.pick([
    name.toLowerCase(),
    name.slice(0, 1) + name.slice(1).toLowerCase(),
    name.replace("I", "\u0130").replace("K", "\u212A"),
  ]);
}
