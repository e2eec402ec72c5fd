import type { BuildCase } from "../build-case.ts";
import { banned, current } from "../build-case.ts";

/** A letter since Unicode 16, a digit since Unicode 16, and a letter since Unicode 17: none of them is one in Go. */
const newer = ["\u{10D4A}", "\u{10D40}", "\uA7D0\uA7D2"] as const;
const [letter, digit] = newer;

const bannedAt = (line: number): readonly string[] =>
  ["eol-os", "eol-python", "unsupported-image"].map((rule) => `${line}:6 ${rule}`);

/** Letters, digits and blanks that are not the same in Go and in JavaScript. */
export const cases: readonly BuildCase[] = [
  {
    name: "a name ends before a newer letter, in a pattern",
    dockerfile: `FROM ${current}\nENV X=q V=rootq${letter}\nUSER \${V%$X${letter}}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user"],
  },
  {
    name: "a name ends before a newer digit, in a pattern",
    dockerfile: `FROM ${current}\nENV X=q V=rootq${digit}\nUSER \${V%$X${digit}}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user"],
  },
  {
    name: "a number ends before a newer digit",
    dockerfile: `FROM ${current}\nENV 1=q V=rootq${digit}\nUSER \${V%$1${digit}}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user"],
  },
  {
    name: "a name ends before a newer letter, in the image",
    dockerfile: `ARG X=q\nARG I=${banned}q${letter}\nFROM \${I%$X${letter}}\nUSER app\n`,
    buildkit: { image: banned, user: "app" },
    findings: bannedAt(3),
  },
  {
    name: "a newer letter after a name is text",
    dockerfile: `FROM ${current}\nENV U=root\nUSER $U${letter}\n`,
    buildkit: { image: current, user: `root${letter}` },
    findings: [],
  },
  ...newer.map((char): BuildCase => ({
    name: `U+${char.codePointAt(0)?.toString(16) ?? ""} is no part of a name in braces`,
    dockerfile: `FROM ${current}\nENV U${char}=app\nUSER \${U${char}}\n`,
    buildkit: "rejects",
    findings: ["3:1 invalid-dockerfile"],
  })),
  {
    name: "older letters and digits are parts of names",
    dockerfile: `FROM ${current}\nENV éʼ٣=root\nUSER $éʼ٣\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user"],
  },
  {
    name: "a mark is no part of a name",
    dockerfile: `FROM ${current}\nENV U=root X=q V=rootq\u0301\nUSER \${V%$X\u0301}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user"],
  },
  {
    name: "of two byte order marks before the name of a heredoc, one is a part of it",
    dockerfile: `FROM ${current}\nRUN <<\uFEFF\uFEFFE\n\uFEFFE\nUSER root\nRUN <<E\nE\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user"],
  },
  {
    name: "no-break space after HEALTHCHECK CMD",
    dockerfile: `FROM ${current}\nHEALTHCHECK CMD\u00A0x\n`,
    buildkit: "rejects",
    findings: ["2:13 invalid-dockerfile"],
  },
  {
    name: "next line as a volume",
    dockerfile: `FROM ${current}\nVOLUME ["\u0085"]\n`,
    buildkit: "rejects",
    findings: ["2:8 invalid-dockerfile"],
  },
  {
    name: "a trigger that is MAINTAINER in upper case",
    dockerfile: `FROM ${current}\nONBUILD maıntainer x\n`,
    buildkit: "rejects",
    findings: ["2:9 invalid-dockerfile"],
  },
];
