import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot, run, temporaryDirectory } from "./working-copy.ts";

/** The package as npm publishes it. */
export interface Packed {
  /** The tarball. */
  readonly tarball: string;
  /** A project that has the package as a dependency, with the types of Node. */
  readonly project: string;
  /** The temporary directory of both, for the caller to remove. */
  readonly directory: string;
}

/** Packs dist/ as it is and installs the result in a project, without network and without running scripts. */
export function packAndInstall(): Packed {
  const directory = temporaryDirectory();
  const tarball = pack(projectRoot, directory);
  const project = join(directory, "project");
  const target = join(project, "node_modules/inferlint");
  mkdirSync(target, { recursive: true });
  succeed("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"], directory);
  for (const types of ["@types/node", "undici-types"])
    cpSync(join(projectRoot, "node_modules", types), join(project, "node_modules", types), {
      recursive: true,
    });
  return { tarball, project, directory };
}

/** Packs a package; returns the path of its tarball. */
export function pack(packageDirectory: string, directory: string): string {
  const args = ["pack", "--ignore-scripts", "--offline", "--silent", "--pack-destination"];
  return join(directory, succeed("npm", [...args, directory], packageDirectory).trim());
}

function succeed(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = run(command, args, { cwd });
  if (status !== 0) throw new Error(`${command} exited with ${status}: ${stdout}${stderr}`);
  return stdout;
}
