import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** What a Dockerfile and who runs it depend on, as the loader of the Compose specification reads it. */
export interface Service {
  readonly image?: string;
  readonly user?: string;
  readonly build?: {
    readonly context?: string;
    readonly dockerfile?: string;
    readonly inline?: string;
    readonly target?: string;
    readonly args?: Readonly<Record<string, string>>;
    readonly contexts?: Readonly<Record<string, string>>;
  };
}

/** By service; `error` where a file is rejected. */
export interface Answer {
  readonly services?: Readonly<Record<string, Service>>;
  readonly error?: string;
}

/**
 * Asks the specification's own loader (compose-spec/compose-go).
 * @param program where the program is put
 * @throws {Error} if Go is missing or the program does not build
 */
export function askCompose(
  shapes: Readonly<Record<string, string>>,
  program: string,
): Record<string, Answer> {
  mkdirSync(dirname(program), { recursive: true });
  run("go", ["build", "-buildvcs=false", "-o", program, "./answer"], "", process.env);
  const input = Object.values(shapes).map((text) => JSON.stringify({ text }));
  const lines = run(program, [], input.join("\n"), {}).trim().split("\n");
  return Object.fromEntries(
    Object.keys(shapes).map((name, index) => [name, JSON.parse(lines[index] ?? "{}") as Answer]),
  );
}

function run(
  program: string,
  args: readonly string[],
  input: string,
  env: NodeJS.ProcessEnv,
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: import.meta.dirname,
    encoding: "utf8",
    env,
    input,
  });
  if (error ?? status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`);
  return stdout;
}
