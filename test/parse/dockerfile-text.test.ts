import { expect, test } from "vitest";
import { isDockerfileText } from "../../src/parse/index.ts";

test.each([
  "FROM a",
  "from a as b\nRUN x",
  "\uFEFF# syntax=docker/dockerfile:1\n# escape=`\n\n  FROM --platform=$P a:1@sha256:0 AS b",
  "# a comment\n#\nARG A\nARG B=1 C\n\t\nFROM a${A}\r\n",
  "ARG\nFROM a",
  "FR\\\n# comment\nOM \\\n\n a",
  "FROM a\nnonsense",
  "{% if gpu %}\nFROM a\n{% else %}\nFROM b\n{% endif %}",
  "{% if gpu %}FROM a{% else %}FROM b{% endif %}\n",
  "{#- License:\n  RUN away\n# really\n-#}\nFROM {{ image }} AS base",
  "{{- /* a\ncomment */ -}}\nFROM {{ .Image | quote }}:{{ .Tag }}",
  "{{ header }}\n{{ more }} and so on\nARG A\nFROM a",
  'ARG A="{{"\nFROM a\nRUN echo "}}"',
  "FROM scratch",
  "F\\\nROM a",
  "# escape=`\nFRO`\nM a",
  "# {{ a\nb }}\nFROM a",
  "\u0085FROM a",
])("%j is a Dockerfile", (text) => {
  expect(isDockerfileText(text, true)).toBe(true);
});

test.each([
  "",
  "# only\n# comments\n",
  "ARG A\n",
  "From version 2 on, the file is not needed.",
  "from string import Template\n",
  "from . import x",
  "from a import b as c\n",
  "FROM\n",
  "FROM --unknown=1 a\n",
  "FROM a AS 1\n",
  "FROM a b\n",
  "RUN x\nFROM a",
  "FORM a\nFROM a",
  "services:\n  web:\n    image: a\n",
  "$schema: x\nname: from\nFROM a",
  '{ "a": "FROM a" }',
  "{% if gpu %}\nRUN x\nFROM a",
  "#!/bin/sh\nset -e\nFROM a",
  "<html>\nFROM a",
  "\n# a comment\n  import os\nFROM a",
  "fromage\nFROM a",
  "{\n}\nFROM a",
])("%j is not", (text) => {
  expect(isDockerfileText(text, true)).toBe(false);
});

test("the start of a longer text is one unless an instruction says otherwise", () => {
  for (const text of ["# comments\n", "ARG A\nFRO", "FROM a\n", "ARG A\n"])
    expect(isDockerfileText(text, false)).toBe(true);
  for (const text of ["RUN x\n# comments", "services:\n  a"])
    expect(isDockerfileText(text, false)).toBe(false);
});

// Without limits, each of these would take minutes.
test.each(["\n", "# a\n", "  \n", "{{", "{%\n", "{#", "{{}}", "# {{\n", "ARG A\n"])(
  "%j many times is read in linear time",
  (part) => {
    expect(isDockerfileText(part.repeat(1_000_000 / part.length), true)).toBe(false);
  },
);
