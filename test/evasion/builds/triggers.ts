import type { BuildCase } from "../build-case.ts";
import { current } from "../build-case.ts";

const backtick = "# escape=`\n";

/** BuildKit reads the text of a trigger again when it runs, as a file of its own. */
export const cases: readonly BuildCase[] = [
  {
    name: "a trigger uses the stage that runs it",
    dockerfile: `FROM ${current} AS a\nONBUILD COPY --from=b /x /y\nFROM a AS b\n`,
    buildkit: { image: current, user: null },
    findings: [],
  },
  {
    name: "a trigger mounts the stage that runs it",
    dockerfile: `FROM ${current} AS a\nONBUILD RUN --mount=from=b,target=/x true\nFROM a AS b\n`,
    buildkit: { image: current, user: null },
    findings: [],
  },
  {
    name: "a trigger uses a later stage",
    dockerfile: `FROM ${current} AS a\nONBUILD COPY --from=c /x /y\nFROM a AS b\nFROM alpine AS c\nFROM b\n`,
    buildkit: "rejects",
    findings: ["2:21 invalid-dockerfile"],
  },
  {
    name: "a root that a trigger brings to the root by way of its own stage",
    dockerfile: `FROM ${current} AS s\nFROM scratch AS a\nONBUILD COPY --from=s / /r\nONBUILD COPY --from=b /r /\nFROM a AS b\n`,
    buildkit: { image: current, user: null },
    findings: ["5:6 root-user"],
  },
  {
    name: "a root that a trigger copies away, for another stage",
    dockerfile: `FROM scratch AS a\nONBUILD COPY --from=${current} / /\nONBUILD COPY --from=b / /r\nFROM a AS b\nFROM scratch\nCOPY --from=b /r /\n`,
    buildkit: { image: current, user: null },
    findings: ["5:6 root-user"],
  },
  {
    name: "a stage that a trigger copies to itself",
    dockerfile: `FROM scratch AS a\nONBUILD COPY --from=b / /\nFROM a AS b\nCOPY --from=${current} / /\n`,
    buildkit: { image: current, user: null },
    findings: ["3:6 root-user"],
  },
  {
    name: "a trigger that is no ONBUILD in ASCII never runs",
    dockerfile: `FROM ${current} AS a\nUSER root\nONBU\u0130LD USER app\nFROM a\n`,
    buildkit: { image: current, user: "root" },
    findings: ["2:6 root-user"],
  },
  {
    name: "root of a trigger that never runs",
    dockerfile: `FROM ${current} AS a\nUSER app\nONBU\u0130LD USER root\nFROM a\n`,
    buildkit: { image: current, user: "app" },
    findings: [],
  },
  {
    name: "a backslash at the end of a trigger is dropped, whatever the escape of the file",
    dockerfile: `${backtick}FROM ${current} AS a\nUSER app\nONBUILD USER root \\\nFROM a\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:14 root-user"],
  },
  {
    name: "a backslash in a trigger escapes the blank between two words",
    dockerfile: `${backtick}FROM ${current} AS a\nENV U=root\nONBUILD ENV A=x\\ U=app B=\nFROM a\nUSER $U\n`,
    buildkit: { image: current, user: "root" },
    findings: ["6:6 root-user"],
  },
  {
    name: "words of a trigger end at a blank after a backtick",
    dockerfile: `${backtick}FROM ${current} AS a\nUSER app\nONBUILD ENV A=x\` U=root\nFROM a\nUSER $U\n`,
    buildkit: { image: current, user: "root" },
    findings: ["6:6 root-user"],
  },
  {
    name: "variables of a trigger are expanded with the escape of the file",
    dockerfile: `${backtick}FROM ${current} AS a\nUSER app\nONBUILD USER ro\`ot\nFROM a\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:14 root-user"],
  },
  {
    name: "two dashes before a trigger stay in its text",
    dockerfile: `FROM ${current} AS a\nUSER app\nONBUILD -- USER root\nFROM a\n`,
    buildkit: "rejects",
    findings: ["3:1 invalid-dockerfile"],
  },
  {
    name: "two dashes before a trigger that does not run",
    dockerfile: `FROM ${current}\nONBUILD -- USER root\n`,
    buildkit: { image: current, user: null },
    findings: [],
  },
];
