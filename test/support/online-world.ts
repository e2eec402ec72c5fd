import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { MicrosoftFront } from "./microsoft-front.ts";
import { startMicrosoftFront } from "./microsoft-front.ts";
import type { RealRegistry } from "./real-registry.ts";
import { startRealRegistry } from "./real-registry.ts";
import type { Started } from "./run-cli.ts";
import { runCli, startCli } from "./run-cli.ts";
import type { Ended } from "./working-copy.ts";
import { temporaryDirectory } from "./working-copy.ts";

/** A repository, a home directory, and a real registry in place of Microsoft's. */
export interface OnlineWorld {
  readonly registry: RealRegistry;
  readonly front: MicrosoftFront;
  readonly repository: string;
  readonly home: string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  /** `inferlint --as-of 2026-11-25 ARGS`, with the registry. */
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;
  /** `inferlint ARGS`, for commands without --as-of. */
  readonly runAsItIs: (args: readonly string[]) => Promise<Ended>;
  readonly start: (args: readonly string[], env?: Readonly<Record<string, string>>) => Started;
  /** `inferlint --as-of 2026-11-25 ARGS`, without a network. */
  readonly runCutOff: (args: readonly string[]) => Promise<Ended>;
  /** Requests to the registry since the last call: `GET /v2/…`, without the query. */
  readonly asked: () => readonly string[];
  /** Empties the repository and the home directory, and resets the registry's behaviour. */
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

export async function startOnlineWorld(
  options: Parameters<typeof startMicrosoftFront>[1] = {},
): Promise<OnlineWorld> {
  const registry = await startRealRegistry();
  const front = await startMicrosoftFront(registry.base, options);
  const location = temporaryDirectory();
  const [repository, home] = [join(location, "repository"), join(location, "home")];
  let seen = 0;
  const reset = (): void => {
    front.behave();
    seen = front.requests.length;
    for (const directory of [repository, home]) {
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory);
    }
    mkdirSync(join(repository, ".git"));
  };
  reset();
  const day = ["--as-of", "2026-11-25"];
  const reach = (env: Readonly<Record<string, string>> = {}) => ({
    cwd: repository,
    env: { HOME: home, ...front.environment(), ...env },
  });
  return {
    registry,
    front,
    repository,
    home,
    write: (path, text) => {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), text);
    },
    read: (path) => readFileSync(join(repository, path), "utf8"),
    run: (args, env) => runCli([...day, ...args], reach(env)),
    runAsItIs: (args) => runCli(args, reach()),
    start: (args, env) => startCli([...day, ...args], reach(env)),
    runCutOff: (args) =>
      runCli([...day, ...args], {
        cwd: repository,
        env: { HOME: home, HTTPS_PROXY: "http://127.0.0.1:9" },
      }),
    asked: () => {
      const fresh = front.requests.slice(seen);
      seen = front.requests.length;
      return fresh.map(({ method, path }) => `${method} ${path.split("?")[0] ?? ""}`);
    },
    reset,
    stop: async () => {
      await front.stop();
      await registry.stop();
      rmSync(location, { recursive: true, force: true });
    },
  };
}
