import { banned, current } from "../evasion/build-case.ts";

/** What the generated Dockerfiles consist of. Each list has ordinary items and hostile ones. */

export const images: readonly string[] = [
  ...[banned, banned, banned, banned, current],
  banned.replace(":latest", ""),
  banned.replace("mcr.microsoft.com", "mcr.microsoft.com:443"),
  banned.replace("latest", "20230101.v1"),
];
export const otherImages: readonly string[] = [
  "alpine",
  "alpine:3",
  "python:3.12",
  "scratch",
  "azureml/x",
  "a.b/c:d",
];

/** Users that run as root, and users that do not. */
export const rootUsers: readonly string[] = [
  "root",
  "root",
  "root",
  "0",
  "00",
  "+0",
  "-0",
  "root:x",
  "0:0",
  ":5",
  "",
];
export const otherUsers: readonly string[] = [
  "app",
  "dockeruser",
  "1000",
  "rooty",
  "x:root",
  "-1",
  "99999999999",
];

/** Letters and digits by some Unicode version, marks and symbols that are neither, and blanks of all kinds. */
export const unicodeLetters: readonly string[] = [
  "é",
  "ſ",
  "İ",
  "中",
  "ª",
  "٣",
  "𝟘",
  "\u{10D4A}",
  "\u{1C89}",
];
export const unicodeMarks: readonly string[] = [
  "\u0301",
  "‿",
  "²",
  "\u{10D40}",
  "\u{1DF2B}",
  "\uA7DC",
  "①",
];
export const blanks: readonly string[] = [
  "\u00A0",
  "\u3000",
  "\u0085",
  "\v",
  "\f",
  "\uFEFF",
  "\u2028",
  "\r",
];

/** Names of variables: ordinary, in other scripts, and special parameters. */
export const names: readonly string[] = [
  "A",
  "B",
  "C",
  "P",
  "S",
  "U",
  "X",
  "_x",
  "a1",
  "é",
  "A中",
  "x٣",
];
export const undeclared: readonly string[] = [
  "Q",
  "UID",
  "HOME",
  "q",
  "1",
  "@",
  "#",
  "?",
  "-",
  "!",
  "Z9",
  "Aé",
];
/** Names that BuildKit gives a value itself. */
export const presets: readonly string[] = [
  "TARGETARCH",
  "TARGETSTAGE",
  "TARGETVARIANT",
  "PATH",
  "HTTP_PROXY",
  "BUILDKIT_SBOM_SCAN_STAGE",
];

/** What template engines replace, whole and in parts. */
export const templates: readonly string[] = [
  "{{ x }}",
  "{{x}}",
  "{% if a %}",
  "{# c #}",
  "{{",
  "}}",
  "{%",
  "%}",
  "{#",
  "#}",
];

export const junk: readonly string[] = [
  ...["z", "zzz", "a/b", "x.y", "app", "{#", "{{", "{%", "zzz{#", "#}", "%}", "}}", "{{x}}"],
  ...[
    "*",
    "?",
    "#",
    "%",
    "é",
    "²",
    "\u{10D4A}",
    ":",
    "-",
    "=",
    "$",
    "'",
    '"',
    "\\",
    "`",
    "<<E",
    " ",
  ],
];

/** Pieces that are put anywhere into a file. */
export const hostile: readonly string[] = [
  ...[
    "$",
    "${",
    "}",
    "{",
    "'",
    '"',
    "\\",
    "`",
    "#",
    "%",
    "*",
    "/",
    ":",
    "@",
    "<<",
    "<<E",
    "<<-E",
    "=",
  ],
  ...[
    "\\\n",
    "`\n",
    "\n",
    "\n\n",
    " # c",
    "\n# c\n",
    "\\\n# c \\\n",
    "--",
    "--from=0",
    "$$",
    "\\$",
    " ",
  ],
  ...["${Q}", "${Q:-root}", "${A#", "${B:+${B:+#}}", "${_x:+${B#{{}}", "/zzz*/", "\uFEFF"],
  ...templates,
  ...unicodeLetters,
  ...unicodeMarks,
  ...blanks,
];
