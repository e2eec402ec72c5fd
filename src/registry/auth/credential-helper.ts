import { spawn } from "node:child_process";
import type { LookupFailure } from "../../domain/image/registry-source.ts";
import { findProgram } from "../../fs/find-program.ts";
import { parseJsonObject } from "../../text/json-object.ts";
import { credentialHelper, dockerConfig } from "./auth-messages.ts";
import type { Credentials } from "./credentials.ts";

/** How a credential helper is found and run. */
export interface HelperOptions {
  /** Its working directory: never the repository that is checked. */
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
 * Runs `docker-credential-NAME get` (docker/docker-credential-helpers), which reads a registry's name from stdin and writes JSON
 * or an error to stdout. Its output is never shown, because it can contain the secret.
 * @returns null where it has no credentials for this registry
 */
export async function runHelper(
  name: string,
  registry: string,
  options: HelperOptions,
): Promise<Credentials | null | LookupFailure> {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(name)) return dockerConfig.badHelperName();
  const program = `docker-credential-${name}`;
  const file = await findProgram(program, options.path);
  if (file === null) return credentialHelper.notInPath(program);
  const ran = await run(file, registry, options).catch((): Ran => ({ kind: "cannot-run" }));
  switch (ran.kind) {
    case "cannot-run":
      return credentialHelper.cannotRun(program);
    case "too-much-output":
      return credentialHelper.tooMuchOutput(program);
    case "timeout":
      return credentialHelper.timedOut(program, ran.timeout);
    case "ended":
      if (ran.code === 0) return readOutput(ran.output) ?? credentialHelper.malformed(program);
      return hasNoCredentials(ran.output) ? null : credentialHelper.failed(program);
  }
}

/** The protocol's only sign of this case is the helper's message, "credentials not found in native keychain". */
function hasNoCredentials(output: string): boolean {
  return /credentials not found/i.test(output);
}

type Ran =
  | { readonly kind: "ended"; readonly code: number | null; readonly output: string }
  | { readonly kind: "timeout"; readonly timeout: number }
  | { readonly kind: "cannot-run" | "too-much-output" };

/** Runs the helper without a shell, and kills it when its time is up. */
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
      // A background process that it started can hold its output open after it ended.
      if (child.exitCode !== null) ended();
      else end({ kind: "timeout", timeout });
    }, timeout);
    child.on("error", () => {
      end({ kind: "cannot-run" });
    });
    child.on("close", ended);
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else end({ kind: "too-much-output" });
    });
    // A helper that closes its input without reading it may still answer.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

/** Reads `{"ServerURL":…,"Username":…,"Secret":…}`; null for anything else. */
function readOutput(output: string): Credentials | null {
  const { Username: username, Secret: secret } = parseJsonObject(output) ?? {};
  if (typeof username !== "string" || typeof secret !== "string" || secret === "") return null;
  if (username === "<token>") return { kind: "refresh token", token: secret };
  return username === "" ? null : { kind: "password", username, password: secret };
}
