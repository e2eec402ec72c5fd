import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Ended } from "../../support/working-copy.ts";
import { bareEnvironment, projectRoot, run } from "../../support/working-copy.ts";

/** A git repository of which every commit has a given time. */
export class MadeRepository {
  readonly directory: string;

  constructor(directory: string, branch = "main") {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
    this.git("init", "--quiet", `--initial-branch=${branch}`);
  }

  git(...args: readonly string[]): string {
    return this.gitAt("2024-01-01T12:00:00Z", ...args);
  }

  gitAt(time: string, ...args: readonly string[]): string {
    const env = bareEnvironment({ GIT_AUTHOR_DATE: time, GIT_COMMITTER_DATE: time });
    const { status, stdout, stderr } = run("git", args, { cwd: this.directory, env });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  }

  /** Writes files (null removes one) and commits. @param time a day, or a time with its zone; gives ten digits of the hash */
  commit(time: string, files: Readonly<Record<string, string | null>>): string {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.directory, path);
      if (text === null) rmSync(file);
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    this.git("add", "--all");
    this.gitAt(time.length === 10 ? `${time}T12:00:00Z` : time, "commit", "--quiet", "-m", time);
    return this.git("rev-parse", "--short=10", "HEAD");
  }
}

/** What a collected file has, as far as tests look into it. */
type Collected = Readonly<
  Partial<
    Record<
      | ("environments" | "tags" | "digests" | "names" | "moves" | "withdrawn" | "dockerfiles")
      | ("files" | "list" | "args"),
      unknown
    >
  >
>;

/** A folder of sources, and one of inputs with `collected/`. */
export class Workplace {
  readonly location: string = mkdtempSync(join(tmpdir(), "inferlint-collect-"));
  readonly sources: string = join(this.location, "sources");
  readonly inputs: string = join(this.location, "inputs");

  constructor() {
    mkdirSync(this.sources);
    mkdirSync(this.inputs);
  }

  repository(name: string, branch?: string): MadeRepository {
    return new MadeRepository(join(this.sources, name), branch);
  }

  write(path: string, text: string): void {
    const file = join(this.location, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  collect(...args: readonly string[]): Ended {
    return this.collectWith({}, ...args);
  }

  collectWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Ended {
    const command = ["scripts/facts.mjs", "collect", "--from", this.sources];
    return run(process.execPath, [...command, "--inputs", this.inputs, ...args], {
      cwd: projectRoot,
      env: bareEnvironment(env),
    });
  }

  /** The text of a collected file. */
  text(name: string): string {
    return readFileSync(join(this.inputs, "collected", `${name}.json`), "utf8");
  }

  collected(name: string): Collected {
    return JSON.parse(this.text(name)) as Collected;
  }

  remove(): void {
    rmSync(this.location, { recursive: true, force: true });
  }
}

export const specification = (name: string, version: string, tags = ""): string =>
  `name: ${name}\nversion: "${version}"\nbuild:\n  path: "{{asset.repo.url}}"\n${tags}`;

export const imageFile = (name: string): string =>
  `image:\n  name: ${name}\n  context:\n    dir: context\n    dockerfile: Dockerfile\n`;
