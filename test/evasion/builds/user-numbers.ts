import type { BuildCase } from "../build-case.ts";
import { current } from "../build-case.ts";

/** Numbers that are no user ids: some runtimes take them as 0. */

const build = (user: string, findings: readonly string[], expanded = user): BuildCase => ({
  name: `USER ${user}`,
  dockerfile: `FROM ${current}\nUSER ${user}\n`,
  buildkit: { image: current, user: expanded },
  findings,
});

const possible = ["2:6 root-user medium"];

export const cases: readonly BuildCase[] = [
  build("2147483648", possible),
  build("4294967296", possible),
  build("4294967296:0", possible),
  build("4294967296:1000", possible),
  build("+4294967296", possible),
  build("0004294967296", possible),
  build("-1", possible),
  build("-4294967296", possible),
  build("99999999999999999999999999999999", possible),
  build('"4294967296"', possible, "4294967296"),
  build("2147483647", []),
  build("0002147483647", []),
  build("+1000", []),
  build("app:4294967296", []),
  build("4294967296x", []),
  build("0x100000000", []),
  build("-0", ["2:6 root-user"]),
  {
    name: "from a variable",
    dockerfile: `FROM ${current}\nENV U=4294967296\nUSER $U\n`,
    buildkit: { image: current, user: "4294967296" },
    findings: ["3:6 root-user medium"],
  },
  {
    name: "a part that a build argument decides",
    dockerfile: `FROM ${current}\nARG U\nUSER 429496729$U\n`,
    buildkit: { image: current, user: "429496729" },
    findings: ["3:6 unverified-image"],
  },
  {
    name: "a template",
    dockerfile: `FROM ${current}\nUSER 429496729{{ n }}\n`,
    buildkit: { image: current, user: "429496729{{ n }}" },
    findings: ["2:6 unverified-image"],
  },
];
