import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asCommonJs, pageDockerfile, pagePrograms } from "../support/library-page.ts";
import { pack } from "../support/packed.ts";
import { isSkippedWithout } from "../support/real-programs.ts";
import type { Ended } from "../support/working-copy.ts";
import { bareEnvironment, projectRoot, run, temporaryDirectory } from "../support/working-copy.ts";

// What npm publishes, installed in an empty folder and run by each supported Node: `npm run test:nodes`.

const location = temporaryDirectory();
let tarball = "";
beforeAll(() => {
  tarball = pack(projectRoot, location);
});
afterAll(() => {
  rmSync(location, { recursive: true });
});

/** The programs of npm, as JavaScript files that any Node can run. */
const npmPrograms = (process.env["PATH"] ?? "")
  .split(delimiter)
  .filter((directory) => existsSync(join(directory, "npm")))
  .map((directory) => dirname(realpathSync(join(directory, "npm"))))
  .slice(0, 1);

const versions = [
  ["20.19", /^v20\.19\.0$/],
  ["22", /^v22\./],
  ["24", /^v24\./],
] as const;

describe.each(versions)("Node %s", (version, expected) => {
  const directory = join(projectRoot, `test/nodes/node_modules/node-${version}/bin`);
  const node = join(directory, "node");
  const project = join(location, version);
  const cache = join(location, `cache-${version}`);

  function runNode(...args: readonly string[]): Ended {
    const env = bareEnvironment({
      // What npm starts in turn is the same Node.
      PATH: [directory, process.env["PATH"]].join(delimiter),
      npm_config_cache: cache,
      npm_config_userconfig: "/dev/null",
      npm_config_update_notifier: "false",
      NO_COLOR: "1",
    });
    return run(node, args, { cwd: project, env });
  }
  const npm = (name: "npm" | "npx", ...args: readonly string[]): Ended =>
    runNode(join(npmPrograms[0] ?? "", `${name}-cli.js`), ...args);

  // 300 MB, so they have a package of their own: npm ci --ignore-scripts --prefix test/nodes
  describe.skipIf(isSkippedWithout(node))("runs the package", () => {
    beforeAll(() => {
      mkdirSync(join(project, "score"), { recursive: true });
      writeFileSync(join(project, "package.json"), '{ "private": true }\n');
      writeFileSync(join(project, "score/Dockerfile"), pageDockerfile);
      const args = ["--offline", "--no-audit", "--no-fund"];
      const { status, stderr } = npm("npm", "install", "--ignore-scripts", ...args, tarball);
      expect(status, stderr).toBe(0);
    });

    test("is that version", () => {
      expect(runNode("--version").stdout.trim()).toMatch(expected);
    });

    test("npx inferlint . checks the folder", () => {
      const { status, stdout, stderr } = npm("npx", "--offline", "inferlint", ".");
      expect(stdout).toContain("score/Dockerfile");
      expect(stdout).toContain("eol-os");
      expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    });

    test("npx runs it from the tarball, without an installation", () => {
      const call = ["--offline", "--yes", `--package=${tarball}`, "--", "inferlint", "--version"];
      const { status, stdout } = npm("npx", ...call);
      expect({ status, stdout: stdout.split("\n")[0] }).toEqual({
        status: 0,
        stdout: runNode("node_modules/inferlint/dist/cli.cjs", "--version").stdout.split("\n")[0],
      });
    });

    test.each(pagePrograms.map((program, index) => ({ name: `program-${index}`, program })))(
      "$name of docs/library.md prints its output as an ES module and as CommonJS",
      ({ name, program }) => {
        const texts = { [`${name}.mjs`]: program.text, [`${name}.cjs`]: asCommonJs(program) };
        for (const [file, text] of Object.entries(texts)) {
          writeFileSync(join(project, file), text);
          const done = { status: 0, stdout: program.output, stderr: "" };
          expect(runNode(file), file).toEqual(done);
        }
      },
    );
  });
});
