import type { DiscoveredFile } from "../../discover/index.ts";
import type { Shard, ShardNotifications, ShardRejection } from "../../domain/rule/shard-record.ts";
import { relativePath } from "../../fs/relative-path.ts";
import { sha256 } from "../fingerprint-hash.ts";
import type { RunLog } from "../run-log.ts";
import type { FolderSettings, RunSettings } from "../run-settings.ts";
import { shardOf } from "./shard-of.ts";

/** A shard, as a request asks for it. */
export interface ShardRequest extends Shard {
  /** The options that decide what is found, as text: shards of one run have the same. */
  readonly options: string;
}

type FileNotifications = ShardNotifications["files"][number];
type ShardPointer = ShardNotifications["pointers"][number];

/** A shard during a run: its files, and what is said about each. */
export class OpenShard {
  readonly files: readonly DiscoveredFile[];
  /** A digest of the files and options of the whole run. */
  readonly run: string;
  readonly start: ShardNotifications["start"];
  readonly ofFiles: FileNotifications[] = [];
  readonly pointers: ShardPointer[] = [];
  readonly rejections: ShardRejection[] = [];
  readonly #numbers: ReadonlyMap<DiscoveredFile, number>;
  readonly #settings: RunSettings;
  #said: number;
  #pointed = 0;
  readonly #rejected = new Map<FolderSettings, readonly string[]>();

  constructor(
    { index, of, options }: ShardRequest,
    files: readonly DiscoveredFile[],
    settings: RunSettings,
    { notifications }: Pick<RunLog, "notifications">,
  ) {
    const paths = files.map(({ absolute }) => relativePath(absolute, settings.root));
    this.files = files.filter((_, number) => shardOf(paths[number] ?? "", of) === index);
    this.run = sha256(JSON.stringify([options, paths]));
    this.start = [...notifications];
    this.#numbers = new Map(files.map((file, number) => [file, number]));
    this.#settings = settings;
    this.#said = notifications.length;
    for (const folder of settings.known()) this.#addRejections(folder, -1);
  }

  /** Its number among all files of the run, from 0. */
  numberOf(file: DiscoveredFile): number {
    return this.#numbers.get(file) ?? -1;
  }

  /** Records what a file added to the log, and which settings that count for it a policy rejects. */
  async checked(file: DiscoveredFile, { notifications, pointers }: RunLog): Promise<void> {
    const number = this.numberOf(file);
    const own = notifications.slice(this.#said);
    this.#said = notifications.length;
    if (own.length > 0) this.ofFiles.push({ file: number, notifications: own });
    for (const pointer of pointers.slice(this.#pointed))
      this.pointers.push({ file: number, ...pointer });
    this.#pointed = pointers.length;
    this.#addRejections(await this.#settings.of(file.folder), number);
  }

  #addRejections(folder: FolderSettings, file: number): void {
    const { rejections } = folder.settings;
    const known = this.#rejected.get(folder) ?? [];
    if (rejections.length === known.length) return;
    const texts = rejections.map((rejection) => JSON.stringify(rejection));
    this.#rejected.set(folder, texts);
    const name = relativePath(folder.folder, this.#settings.root);
    for (const [index, notification] of rejections.entries())
      if (!known.includes(texts[index] ?? ""))
        this.rejections.push({ folder: name, file, notification });
  }
}
