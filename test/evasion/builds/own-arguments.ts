import type { BuildCase } from "../build-case.ts";
import { banned, current } from "../build-case.ts";

const sbom = "BUILDKIT_SBOM_SCAN_STAGE";
const epoch = "SOURCE_DATE_EPOCH";
const onBanned = (at: string, confidence = ""): readonly string[] =>
  ["eol-os", "eol-python", "unsupported-image"].map((rule) => `${at} ${rule}${confidence}`);

/** ARGs that BuildKit reads itself. */
export const cases: readonly BuildCase[] = [
  // BuildKit sets no variable for them in a stage.
  {
    name: "the ARG that asks for a scan of a stage is no variable",
    dockerfile: `FROM ${current}\nARG ${sbom}=app\nUSER \${${sbom}:-root}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user medium", "3:6 unverified-image"],
  },
  {
    name: "the same with a build argument",
    dockerfile: `FROM ${current}\nARG ${sbom}\nUSER \${${sbom}:-root}\n`,
    buildArgs: { [sbom]: "app" },
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user medium", "3:6 unverified-image"],
  },
  {
    name: "the same of an ARG before the first FROM",
    dockerfile: `ARG ${sbom}=app\nFROM ${current}\nARG ${sbom}\nUSER \${${sbom}:-root}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user medium", "4:6 unverified-image"],
  },
  {
    name: "before the first FROM it is a variable",
    dockerfile: `ARG ${sbom}=${banned}\nFROM $${sbom}\nUSER app\n`,
    buildkit: { image: banned, user: "app" },
    findings: onBanned("2:6"),
  },
  {
    name: "the ARG that asks for a scan of the context, in a trigger",
    dockerfile: `FROM ${current} AS a\nONBUILD ARG BUILDKIT_SBOM_SCAN_CONTEXT=app\nONBUILD USER $BUILDKIT_SBOM_SCAN_CONTEXT\nFROM a\n`,
    buildkit: { image: current, user: "" },
    findings: ["3:14 root-user medium", "3:14 unverified-image"],
  },
  {
    name: "an ENV of that name is a variable",
    dockerfile: `FROM ${current}\nENV ${sbom}=root\nARG ${sbom}=app\nUSER $${sbom}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user"],
  },
  // What names a context without a date becomes an ARG without a value.
  {
    name: "the date of a context in a user",
    dockerfile: `ARG ${epoch}=context\nFROM ${current}\nARG ${epoch}\nUSER $${epoch}\n`,
    buildkit: { image: current, user: "" },
    findings: ["4:6 root-user medium", "4:6 unverified-image"],
  },
  {
    name: "the date of a context in an image",
    dockerfile: `ARG ${epoch}=context\nFROM ${banned.replace(":latest", "")}\${${epoch}}\nUSER app\n`,
    buildkit: { image: banned, user: "app" },
    findings: [...onBanned("2:6", " medium"), "2:6 unverified-image"],
  },
  {
    name: "a build argument for the date of a context leaves the default",
    dockerfile: `FROM ${current}\nARG ${epoch}=root\nUSER $${epoch}\n`,
    buildArgs: { [epoch]: "context" },
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user"],
  },
  {
    name: "an empty build argument for the date takes the value away",
    dockerfile: `ARG ${epoch}=5\nFROM ${current}\nARG ${epoch}\nUSER $${epoch}\n`,
    buildArgs: { [epoch]: "" },
    buildkit: { image: current, user: "" },
    findings: ["4:6 root-user medium", "4:6 unverified-image"],
  },
  {
    name: "a date with a sign and zeros",
    dockerfile: `ARG ${epoch}=+007\nFROM ${current}\nARG ${epoch}\nUSER 0\${${epoch}#7}\n`,
    buildkit: { image: current, user: "0" },
    findings: ["4:6 root-user"],
  },
  {
    name: "a date that only a stage declares stays as it is",
    dockerfile: `FROM ${current}\nARG ${epoch}=context\nUSER $${epoch}\n`,
    buildkit: { image: current, user: "context" },
    findings: [],
  },
];
