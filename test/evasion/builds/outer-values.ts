import type { BuildCase } from "../build-case.ts";
import { current } from "../build-case.ts";

/** Templates in ARGs before the first FROM that a stage repeats. */
export const cases: readonly BuildCase[] = [
  {
    name: "a template as the user",
    dockerfile: `ARG P={{x}}\nFROM ${current}\nARG P\nUSER $P\n`,
    buildkit: { image: current, user: "{{x}}" },
    findings: ["4:6 unverified-image"],
  },
  {
    name: "a template behind root",
    dockerfile: `ARG P={{x}}\nFROM ${current}\nARG P\nUSER root$P\n`,
    buildkit: { image: current, user: "root{{x}}" },
    findings: ["4:6 unverified-image"],
  },
  {
    name: "a template in a pattern",
    dockerfile: `ARG P={{x}}\nFROM ${current}\nARG P\nUSER \${P/a/b}\n`,
    buildkit: { image: current, user: "{{x}}" },
    findings: ["4:6 unverified-image"],
  },
  {
    name: "the same in an ENV, beside a template of the stage",
    dockerfile: `ARG P={{x}}\nFROM ${current}\nENV Q={{y}}\nARG P\nENV R=$P\nUSER root:$R\n`,
    buildkit: { image: current, user: "root:{{x}}" },
    findings: ["6:6 root-user"],
  },
];
