import type { BuildCase } from "../build-case.ts";
import { current } from "../build-case.ts";

/** USER takes the whole line: with a comment or further words, it names no user. */

const from = `FROM ${current}\n`;

const invalid = (line: string, expanded: string): BuildCase => ({
  name: `USER ${line}`,
  dockerfile: `${from}USER ${line}\n`,
  buildkit: { image: current, user: expanded },
  findings: ["2:6 invalid-user"],
});

export const cases: readonly BuildCase[] = [
  invalid("root # needed for apt", "root # needed for apt"),
  invalid("dockeruser  # back", "dockeruser  # back"),
  invalid("root #x", "root #x"),
  invalid("root#x", "root#x"),
  invalid("0 # x", "0 # x"),
  invalid("root:root # x", "root:root # x"),
  invalid("# x", "# x"),
  invalid("root\t#x", "root\t#x"),
  invalid("root root", "root root"),
  invalid("root wheel:wheel", "root wheel:wheel"),
  invalid('"root "', "root "),
  invalid("' root'", " root"),
  invalid("root\\ x", "root x"),
  invalid("root\u00a0x", "root\u00a0x"),
  {
    name: "the default of a variable that the base image may set",
    dockerfile: `${from}USER \${U:-root # x}\n`,
    buildkit: { image: current, user: "root # x" },
    findings: ["2:6 invalid-user medium", "2:6 unverified-image"],
  },
  invalid("{{ user }} # x", "{{ user }} # x"),
  {
    name: "the value of a variable",
    dockerfile: `${from}ENV U="root x"\nUSER $U\n`,
    buildkit: { image: current, user: "root x" },
    findings: ["3:6 invalid-user"],
  },
  {
    name: "a build argument",
    dockerfile: `${from}ARG U=app\nUSER $U\n`,
    buildArgs: { U: "root # x" },
    buildkit: { image: current, user: "root # x" },
    findings: ["3:6 invalid-user"],
  },
  {
    name: "before the user that decides",
    dockerfile: `${from}USER root # x\nRUN x\nUSER dockeruser\n`,
    buildkit: { image: current, user: "dockeruser" },
    findings: ["2:6 invalid-user"],
  },
  {
    name: "in a stage that the target is built on",
    dockerfile: `FROM ${current} AS a\nUSER root # x\nFROM a\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["2:6 invalid-user", "4:6 root-user"],
  },
  {
    name: "ONBUILD",
    dockerfile: `FROM ${current} AS a\nONBUILD USER root # x\nFROM a\n`,
    buildkit: { image: current, user: "root # x" },
    findings: ["2:14 invalid-user"],
  },
  {
    name: "ONBUILD of the target",
    dockerfile: `${from}ONBUILD USER root # x\n`,
    buildkit: { image: current, user: null },
    findings: ["2:14 invalid-user"],
  },
  {
    name: "the lower case of the instruction",
    dockerfile: `${from}user root # x\n`,
    buildkit: { image: current, user: "root # x" },
    findings: ["2:6 invalid-user"],
  },
  {
    name: "a comment between the lines of an instruction is none of its text",
    dockerfile: `${from}USER \\\n# x\nroot\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:1 root-user"],
  },
  {
    name: "a template decides",
    dockerfile: `${from}USER {{ user }}\n`,
    buildkit: { image: current, user: "{{ user }}" },
    findings: ["2:6 unverified-image"],
  },
  {
    name: "blanks at the end",
    dockerfile: `${from}USER root \t \n`,
    buildkit: { image: current, user: "root" },
    findings: ["2:6 root-user"],
  },
];
