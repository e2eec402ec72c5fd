import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Certificate } from "./certificates.ts";

/** Debian's docker-registry, which is CNCF distribution 2.8, on loopback. */

export const realRegistryInstalled: boolean = isInstalled("docker-registry");

export function isInstalled(program: string): boolean {
  return spawnSync(program, ["--version"]).status === 0;
}

/** Authentication: none, an htpasswd file, or tokens that the server of this realm signed. */
export type RegistryAuth =
  | "none"
  | { readonly htpasswd: string }
  | {
      readonly token: {
        readonly realm: string;
        readonly issuer: string;
        readonly service: string;
        /** Of the token server, PEM. */
        readonly certificate: string;
      };
    };

export interface RealRegistry {
  /** `127.0.0.1:38199` */
  readonly host: string;
  /** `http://127.0.0.1:38199`, or https */
  readonly base: string;
  readonly stop: () => Promise<void>;
}

/**
 * The user alice with the password s3cret, for tests only. The htpasswd line is a constant, because Node has no bcrypt, and the
 * registry accepts no other algorithm.
 */
export const alice: Readonly<
  Record<"username" | "password" | "htpasswd" | "authorization", string>
> = {
  username: "alice",
  password: "s3cret",
  htpasswd: "alice:$2y$05$R9Oxvq1jU0UnHZp3b7Nu3eBU5wU9yvs6G0la2a4hecOStBUBb4QAC\n",
  /** The Authorization header for her. */
  authorization: `Basic ${Buffer.from("alice:s3cret").toString("base64")}`,
};

/** Starts an empty registry on a free port, and waits until it is ready. */
export async function startRealRegistry({
  auth = "none",
  tls,
}: {
  readonly auth?: RegistryAuth;
  readonly tls?: Certificate;
} = {}): Promise<RealRegistry> {
  const directory = mkdtempSync(join(tmpdir(), "inferlint-registry-"));
  const configuration = join(directory, "config.yml");
  writeFileSync(configuration, stringify(settings(directory, auth, tls)));
  // With an empty environment, because variables named REGISTRY_… would change its settings.
  const child = spawn("docker-registry", ["serve", configuration], {
    env: { PATH: process.env["PATH"] },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((done) => child.once("close", done).once("error", done));
  const kill = (): void => void child.kill();
  process.once("exit", kill);
  const stop = async (): Promise<void> => {
    process.off("exit", kill);
    child.kill();
    await ended;
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const host = await hostOf(child);
    return { host, base: `${tls ? "https" : "http"}://${host}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function settings(directory: string, auth: RegistryAuth, tls: Certificate | undefined): unknown {
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text, { mode: 0o600 });
    return join(directory, name);
  };
  const authSettings = (): unknown => {
    if (auth === "none") return {};
    if ("htpasswd" in auth)
      return { auth: { htpasswd: { realm: "test", path: file("htpasswd", auth.htpasswd) } } };
    const { realm, issuer, service, certificate } = auth.token;
    const rootcertbundle = file("tokens.pem", certificate);
    return { auth: { token: { realm, issuer, service, rootcertbundle } } };
  };
  return {
    version: 0.1,
    // At this level it logs its port.
    log: { level: "info", accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: join(directory, "data") },
      delete: { enabled: true },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: {
      addr: "127.0.0.1:0",
      ...(tls && {
        tls: {
          certificate: file("server.pem", tls.certificate),
          key: file("server.key", tls.key),
        },
      }),
    },
    ...(authSettings() as object),
  };
}

/** The address that it logs once it listens. */
function hostOf(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let log = "";
    const fail = (why: string): void => {
      failed(new Error(`docker-registry ${why}: ${log}`));
    };
    const late = setTimeout(() => {
      fail("did not start within 20 s");
    }, 20_000);
    child.once("error", ({ message }) => {
      clearTimeout(late);
      fail(`could not be started (${message})`);
    });
    child.once("close", (status) => {
      clearTimeout(late);
      fail(`ended with ${status ?? "a signal"}`);
    });
    // Read until the end, because a full pipe would block it.
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log = `${log}${text}`.slice(-10_000);
      const host = /listening on (127\.0\.0\.1:\d+)/.exec(log)?.[1];
      if (host === undefined) return;
      clearTimeout(late);
      found(host);
    });
  });
}
