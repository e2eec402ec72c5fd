/** What stands at a path: a text, bytes, a symbolic link, or an empty directory. */
export type Entry = string | Uint8Array | { readonly link: string } | { readonly directory: true };

/** A tree of files that was or could be a way past the checks, a command run in it, and how that ends. */
export interface TreeCase {
  readonly name: string;
  /** By path. The tree is a repository: it has an empty `.git` directory. A path may be bytes in latin1, as `latin1:d\xE9/Dockerfile`. */
  readonly files: Readonly<Record<string, Entry>>;
  /** Arguments of inferlint; `--as-of 2026-11-23` is added unless they have another day. */
  readonly args: readonly string[];
  /** The directory it is run in, from the root of the tree. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly status: 0 | 1 | 2;
  /** Texts that standard output or standard error must contain, or patterns they must match. */
  readonly stdout?: readonly (string | RegExp)[];
  readonly stderr?: readonly (string | RegExp)[];
  /** What neither of them may contain. */
  readonly silent?: readonly string[];
  /** Files after the run, by path. */
  readonly after?: Readonly<Record<string, string>>;
}
