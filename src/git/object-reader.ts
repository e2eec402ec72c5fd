import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { ByteReader } from "./byte-reader.ts";
import { GitError, saidByGit } from "./git-error.ts";
import type { GitProgram } from "./git-program.ts";
import { cannotStart, errorsOf, startGit } from "./git-program.ts";

/** An object of git. */
export interface ReadObject {
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** Null where only sizes are asked for. */
  readonly bytes: Buffer | null;
}

/** What is asked at once: their names fit in the buffers of a pipe, so that neither side waits for the other. */
const perRound = 500;

/** One `git cat-file`, started on first use. One answer at a time: a generator has to end before the next is asked for. */
export class ObjectReader {
  readonly #program: GitProgram;
  readonly #root: string;
  readonly #mode: "--batch" | "--batch-check";
  #process: Process | null = null;

  constructor(program: GitProgram, root: string, mode: "--batch" | "--batch-check") {
    this.#program = program;
    this.#root = root;
    this.#mode = mode;
  }

  /**
   * Reads objects, in order; null for one that is not there.
   * @param ids whole object names, or what else git takes without blanks
   * @throws GitError where git cannot go on, as at a damaged object
   */
  async *read(ids: readonly string[]): AsyncGenerator<ReadObject | null, undefined> {
    for (let from = 0; from < ids.length;) {
      const { child, reader, stderr } = (this.#process ??= this.#start());
      const round = ids.slice(from, from + perRound);
      child.stdin.write(`${round.join("\n")}\n`);
      let read = 0;
      try {
        for (const id of round) {
          const answer = await this.#answer(reader);
          if (answer === undefined) await this.#ended(id, stderr);
          read += 1;
          yield answer ?? null;
          if (answer === undefined) break;
        }
      } finally {
        // Answers that nobody waited for must not be taken for those to the next question.
        if (read < round.length) this.close();
      }
      from += read;
    }
  }

  /** As `read`, for one. */
  async one(id: string): Promise<ReadObject | null> {
    for await (const object of this.read([id])) return object;
    return null;
  }

  close(): void {
    const child = this.#process?.child;
    this.#process = null;
    child?.kill();
    child?.stdout.destroy();
  }

  /** Undefined where the process ended. */
  async #answer(reader: ByteReader): Promise<ReadObject | null | undefined> {
    const line = await reader.line();
    if (line === null) return undefined;
    const [, type, digits] = /^\S+ (commit|tree|blob|tag) (\d+)$/.exec(line) ?? [];
    if (type === undefined) return line.endsWith(" missing") ? null : undefined;
    const size = Number(digits);
    if (this.#mode === "--batch-check") return { type, size, bytes: null };
    const bytes = await reader.bytes(size + 1);
    return bytes === null ? undefined : { type, size, bytes: bytes.subarray(0, size) };
  }

  /** @throws GitError where it did not end for an object that is missing, as in partial clones */
  async #ended(id: string, stderr: () => Promise<string | Error>): Promise<void> {
    this.close();
    const why = await stderr();
    if (why instanceof Error) throw cannotStart(why);
    if (/promisor|lazy fetch/.test(why)) return;
    throw new GitError(`git stopped at the object ${id}: ${saidByGit(why)}`);
  }

  #start(): Process {
    const child = startGit(this.#program, this.#root, ["cat-file", this.#mode]);
    const errors = errorsOf(child);
    const end = new Promise<string | Error>((resolve) => {
      child.on("error", resolve);
      child.on("close", () => {
        resolve(errors());
      });
    });
    // What is written after its end is lost, which the missing answer tells.
    child.stdin.on("error", () => undefined);
    return { child, reader: new ByteReader(child.stdout), stderr: () => end };
  }
}

interface Process {
  readonly child: ChildProcessWithoutNullStreams;
  readonly reader: ByteReader;
  /** What it wrote to stderr, or why it was not started; once it ended. */
  readonly stderr: () => Promise<string | Error>;
}
