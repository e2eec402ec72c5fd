import type { BuildCase } from "../build-case.ts";
import { current } from "../build-case.ts";

const accepts = (platform: string): BuildCase => ({
  name: platform,
  dockerfile: `FROM --platform=${platform} ${current}\nUSER app\n`,
  buildkit: { image: current, user: "app" },
  findings: [],
});
const rejects = (platform: string): BuildCase => ({
  name: platform,
  dockerfile: `FROM --platform=${platform} ${current}\nUSER app\n`,
  buildkit: "rejects",
  findings: ["1:17 invalid-dockerfile"],
});

/** Values of `--platform`, with versions and features of the operating system. */
export const cases: readonly BuildCase[] = [
  accepts("windows(10.0.17763)/amd64"),
  accepts("windows(10.0.17763+win32k)/amd64"),
  accepts("windows(+a+b)/amd64"),
  accepts("windows(10%2e0)/amd64"),
  accepts("linux()"),
  rejects("windows(10%zz)/amd64"),
  rejects("windows(1+)/amd64"),
  rejects("linux.x/amd64"),
  rejects("amd64(1)"),
  rejects("linux/amd64/v1/x"),
  {
    name: "an ARG without a value at the end",
    dockerfile: `ARG P\nFROM --platform=linux/amd64$P ${current}\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user"],
  },
];
