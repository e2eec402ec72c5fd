import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, sep } from "node:path";
import type { Unanswered } from "../../domain/image/registry-source.ts";
import type { Credentials } from "./credentials.ts";
import { denied } from "../oci/registry-answer.ts";

/** How a helper is found and run. */
export interface HelperOptions {
  /** Where the helper works: never the repository that is judged. */
  readonly directory: string;
  /** `PATH` */
  readonly path: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that a helper may take, from now on. */
  readonly helperTimeout: () => number;
}

/** Credentials take a few hundred bytes. */
const maxBytes = 64 * 1024;

/**
 * Asks `docker-credential-NAME get` (docker/docker-credential-helpers): the name of the registry on stdin, JSON or a
 * complaint on stdout. What it prints is never shown: it can hold the secret.
 * @returns null where it has nothing for this registry
 */
export async function askHelper(
  name: string,
  registry: string,
  options: HelperOptions,
): Promise<Credentials | null | Unanswered> {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(name))
    return denied("Docker's config.json names a credential helper that cannot be one");
  const program = `docker-credential-${name}`;
  const file = await findProgram(program, options.path);
  if (file === null) return denied(`${program}, which Docker's config.json names, is not in PATH`);
  const ran = await run(file, registry, options).catch(() => cannotRun);
  if (ran.kind === "failed") return denied(`${program} ${ran.why}`);
  if (ran.code !== 0)
    return /credentials not found/i.test(ran.output)
      ? null
      : denied(`${program} failed: docker-credential-${name} get shows why`);
  return readOutput(ran.output) ?? denied(`${program} gave no credentials that are understood`);
}

/** In absolute directories only: a relative one lies in the repository that is judged. */
async function findProgram(program: string, path: string): Promise<string | null> {
  const name = sep === "\\" ? `${program}.exe` : program;
  for (const directory of path.split(delimiter)) {
    if (!isAbsolute(directory)) continue;
    const file = join(directory, name);
    try {
      await access(file, constants.X_OK);
      if ((await stat(file)).isFile()) return file;
    } catch {
      // Not here.
    }
  }
  return null;
}

type Ran =
  | { readonly kind: "ended"; readonly code: number | null; readonly output: string }
  | { readonly kind: "failed"; readonly why: string };

const cannotRun: Ran = { kind: "failed", why: "cannot be run" };

/** Without a shell. It ends when the helper does, or its time; a helper still running then is killed. */
function run(
  file: string,
  input: string,
  { directory, environment, helperTimeout }: HelperOptions,
): Promise<Ran> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timeout = helperTimeout();
    const child = spawn(file, ["get"], {
      cwd: directory,
      env: { ...environment },
      shell: false,
      stdio: ["pipe", "pipe", "ignore"],
      windowsHide: true,
    });
    const end = (ran: Ran): void => {
      clearTimeout(timer);
      if (child.exitCode === null) child.kill("SIGKILL");
      child.stdout.destroy();
      child.unref();
      resolve(ran);
    };
    const ended = (): void => {
      end({ kind: "ended", code: child.exitCode, output: Buffer.concat(chunks).toString("utf8") });
    };
    const timer = setTimeout(() => {
      // A daemon that it left behind can hold its output open: all it had to say is there.
      if (child.exitCode !== null) ended();
      else end({ kind: "failed", why: `did not answer within ${timeout / 1000} s` });
    }, timeout);
    child.on("error", () => {
      end(cannotRun);
    });
    child.on("close", ended);
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else end({ kind: "failed", why: "wrote more than credentials take" });
    });
    // One that does not read its input may still answer.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

/** `{"ServerURL":…,"Username":…,"Secret":…}`; null for anything else. */
function readOutput(output: string): Credentials | null {
  let said: unknown;
  try {
    said = JSON.parse(output);
  } catch {
    return null;
  }
  if (typeof said !== "object" || said === null) return null;
  const { Username: username, Secret: secret } = said as Readonly<Record<string, unknown>>;
  if (typeof username !== "string" || typeof secret !== "string" || secret === "") return null;
  if (username === "<token>") return { kind: "refresh token", token: secret };
  return username === "" ? null : { kind: "password", username, password: secret };
}
