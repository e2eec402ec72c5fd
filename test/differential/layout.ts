import type { Random } from "./random.ts";
import * as vocabulary from "./vocabulary.ts";

/**
 * Joins the lines of a file: continued, indented, with comments, blank lines and heredocs between them.
 * @param density how much of that: 1 is as authors do it
 */
export function laidOut(
  random: Random,
  lines: readonly string[],
  escape: string,
  density: number,
): string {
  const end = random.chance(0.05) ? "\r\n" : "\n";
  const often = (probability: number): boolean =>
    random.chance(Math.min(probability * density, 0.6));
  // In front of the first FROM, an instruction other than ARG only makes the file invalid.
  const firstFrom = lines.findIndex((line) => /from/i.test(line));
  const written = lines.map((line, index) => {
    let text = line;
    while (often(0.08)) text = continued(random, text, escape);
    if (often(0.04)) text = random.pick([" ", "\t", ...vocabulary.blanks]) + text;
    if (often(0.03))
      text += random.pick([" ", "\t", escape, `${escape}${escape}`, ...vocabulary.blanks]);
    if (often(0.05))
      text = `${random.pick(index > firstFrom ? [...comments, ...instructions] : comments)}\n${text}`;
    if (index > firstFrom && often(0.03)) text = `${heredoc(random)}\n${text}`;
    return text;
  });
  return (written.join("\n") + (random.chance(0.95) ? "\n" : "")).replaceAll("\n", end);
}

/** Lines between instructions: comments, what only looks like one, and blanks. */
const comments: readonly string[] = [
  ...[
    "# c",
    "# c \\",
    "",
    " ",
    "  # c",
    "\t#c",
    "# escape=`",
    "#",
    "# c\n# escape=`",
    "\u00A0# c",
    "\u0085",
  ],
];

const instructions: readonly string[] = [
  ...[
    "RUN x \\\n# c\n\n  # c\n y",
    "RUN \\\n\\\n x",
    "RUN x # \\\n y",
    "RUN x \\\n{# c #}",
    "{% if x %}",
  ],
];

/** A RUN or COPY with lines that are instructions only if its heredocs are read wrongly. */
function heredoc(random: Random): string {
  const name = random.pick(["E", "EOF", "a-b", "1", "é", "E.F", "$A", "USER"]);
  const written = random.pick([
    ...[
      name,
      name,
      name,
      `"${name}"`,
      `'${name}'`,
      `-${name}`,
      `-"${name}"`,
      ` ${name}`,
      `\t${name}`,
    ],
    ...[
      `\\${name}`,
      `${name}""`,
      `''${name}`,
      `\u00A0${name}`,
      `\uFEFF${name}`,
      `- ${name}`,
      `\${${name}}`,
    ],
    ...[`${name}>x`, `${name};`, `${name}|x`, `${name})`, `"${name}`, `$Q${name}`],
  ]);
  const start = random.weighted([
    [6, "RUN <<"],
    [1, "RUN x <<"],
    [1, "RUN 3<<"],
    [1, "RUN x && cat <<"],
    [1, "RUN --mount=target=/x <<"],
    [1, 'RUN "a b" <<'],
    [1, "RUN 'a <<b' <<"],
    [1, "RUN ${x:-<<b} <<"],
    [1, "RUN x<<"],
    [1, "RUN [x] <<"],
    [1, "ONBUILD RUN <<"],
    [1, "CMD <<"],
    [1, "ADD <<"],
    [2, "COPY <<"],
    [1, "RUN <<<"],
    [1, "RUN <<F <<"],
  ]);
  const target = /^(?:ADD|COPY)/.test(start) ? " /x" : "";
  const body = random.pick([
    "USER root",
    "USER app",
    "FROM alpine",
    "x",
    "",
    "\\",
    "RUN <<E",
    " # c",
    "RUN x",
  ]);
  const last = random.weighted([
    [9, name],
    [1, `\t${name}\n${name}`],
    [0.5, `${name} `],
    [0.5, ` ${name}`],
    [0.5, `${name}\r`],
    [1, `F\n${name}`],
    [1, `x\n\t\t${name}\n${name}`],
    [0.5, "USER app"],
  ]);
  return `${start}${written}${target}\n${body}\n${last}`;
}

function continued(random: Random, line: string, escape: string): string {
  const at = random.below(line.length + 1);
  const gap = random.weighted([
    [4, "\n"],
    [1, " \n"],
    [1, "\t \n"],
    [1, "\n# c\n"],
    [1, "\n  # c \\\n"],
    [1, "\n\u00A0# c\n"],
    [1, "\n\n"],
    [1, "\n \n"],
    [1, "\n  "],
    [0.5, "\v\n"],
    [0.5, `${escape}\n`],
    [0.5, ` ${escape}\n`],
    [0.5, "\n{# c #}\n"],
  ]);
  return line.slice(0, at) + escape + gap + line.slice(at);
}
