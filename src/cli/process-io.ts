import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { setImmediate } from "node:timers/promises";
import { UsageError } from "../domain/settings/usage-error.ts";
import { inBlocks } from "../fs/atomic-write.ts";
import { errorCode } from "../fs/error-code.ts";
import { supportsColors } from "./color-support.ts";
import type { Output, ScanOptions } from "./command.ts";
import { dayOf, homeDirectory, workingDirectory } from "./environment.ts";
import type { Io } from "./io.ts";
import { notificationLines } from "./notices.ts";
import type { Progress } from "./progress.ts";
import { createProgress } from "./progress.ts";
import { writeReport } from "./write-output.ts";

/** What commands need, from a process of Node. */
export interface ProcessIo {
  readonly io: Io;
  /** A signal that came during the last write ends the process, too. */
  readonly finish: () => Promise<void>;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** @param now milliseconds since 1970 */
export function processIo(host: NodeJS.Process, now: () => number): ProcessIo {
  const { env, stdout } = host;
  // Without a listener a failed write would end the process with a stack; `write` reports it.
  stdout.on("error", () => undefined);
  host.stderr.on("error", () => undefined);
  const holdSignals = signalHolder(host);
  const warn = (line: string): void => {
    host.stderr.write(`inferlint: ${line}\n`);
  };
  const io: Io = {
    // Worked out when they are needed: --version needs neither a working directory nor a clock.
    get cwd() {
      return workingDirectory(() => host.cwd());
    },
    env,
    get today() {
      return dayOf(now());
    },
    now: () => {
      const time = now();
      dayOf(time);
      return time;
    },
    home: homeDirectory(homedir),
    operatingSystem: host.platform,
    readStandardInput: () => readFileSync(0),
    standardInput: () => host.stdin,
    write: async ({ file }, pieces) => {
      if (file !== null) writeReport("--output", file, pieces, io);
      else await writeTo(stdout, pieces);
    },
    warn,
    notify: (notifications, quiet) => {
      for (const line of notificationLines(notifications, quiet)) warn(line);
    },
    wantsColors: ({ color }, { file }) => file === null && supportsColors(color, env, stdout.isTTY),
    widthOf: (output) => widthOf(output, stdout),
    withProgress: (options, work) => withProgress(options, work, host),
    unique: () => {
      holdSignals.start();
      return `${host.pid}-${host.hrtime.bigint()}`;
    },
    onEnd: (work) => {
      host.once("exit", work);
      for (const signal of signals)
        host.once(signal, () => {
          work();
          host.kill(host.pid, signal);
        });
    },
  };
  const finish = async (): Promise<void> => {
    if (holdSignals.isHeld()) await setImmediate();
  };
  return { io, finish };
}

/**
 * From its start on signals end the process between two writes only: a temporary file is renamed or removed before a listener can
 * run. Not from the start of the process, since a listener also waits for long work that writes nothing.
 */
function signalHolder(host: NodeJS.Process): {
  readonly start: () => void;
  readonly isHeld: () => boolean;
} {
  let isHeld = false;
  const start = (): void => {
    if (isHeld) return;
    isHeld = true;
    for (const signal of signals) host.once(signal, () => host.kill(host.pid, signal));
  };
  return { start, isHeld: () => isHeld };
}

function widthOf({ file }: Output, { isTTY, columns }: NodeJS.WriteStream): number {
  // A terminal that does not know its size reports 0.
  return file === null && isTTY && columns > 0 ? columns : 80;
}

async function withProgress<T>(
  { quiet }: ScanOptions,
  work: (progress: Pick<Progress, "report" | "asked">) => Promise<T>,
  { stderr, env }: NodeJS.Process,
): Promise<T> {
  const isPlain = !stderr.isTTY || env["TERM"] === "dumb";
  if (quiet || isPlain) return work({ report: () => undefined, asked: () => undefined });
  const progress = createProgress(
    (text) => stderr.write(text),
    () => performance.now(),
  );
  const ticking = setInterval(progress.tick, 250).unref();
  try {
    return await work(progress);
  } finally {
    clearInterval(ticking);
    progress.end();
  }
}

async function writeTo(stream: NodeJS.WriteStream, pieces: Iterable<string>): Promise<void> {
  for (const piece of inBlocks(pieces)) if (!(await writePiece(stream, piece))) return;
}

/**
 * False once the reader has closed the pipe (`| head`), which is no failure.
 * @throws UsageError for any other error, such as a full disk
 */
function writePiece(stream: NodeJS.WriteStream, text: string): Promise<boolean> {
  return new Promise((done, failed) => {
    stream.write(text, (error) => {
      const code = errorCode(error);
      if (error && code !== "EPIPE")
        failed(new UsageError(`standard output cannot be written: ${code ?? error.message}`));
      else done(!error);
    });
  });
}
