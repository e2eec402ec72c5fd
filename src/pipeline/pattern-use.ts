import type { FilePattern, FileSelection, Settings } from "../domain/settings/settings.ts";

/** Which patterns of configurations match something in a run. A pattern that several configurations extend is one. */
export class PatternUse {
  /** Those that have matched nothing so far, by their place. */
  readonly #unmatched = new Map<string, FilePattern>();
  readonly #known = new Set<string>();
  /** What is in these is not known. */
  readonly #excluded: string[] = [];
  readonly #selections = new WeakMap<Settings, FileSelection>();

  /** The selection of files that settings have; what a search finds with it is recorded. */
  selectionOf(settings: Settings): FileSelection {
    if (settings.patterns.length === 0) return settings.files;
    let selection = this.#selections.get(settings);
    if (!selection) this.#selections.set(settings, (selection = this.#recording(settings)));
    return selection;
  }

  #recording({ files, patterns }: Settings): FileSelection {
    for (const pattern of patterns) {
      const key = keyOf(pattern);
      if (!this.#known.has(key)) this.#unmatched.set(key, pattern);
      this.#known.add(key);
    }
    return {
      ...files,
      onSeen: (path, isExcludedFolder) => {
        if (this.#unmatched.size === 0) return;
        this.see(patterns, path);
        if (isExcludedFolder) this.#excluded.push(path);
      },
    };
  }

  /** Records a path to which patterns apply. @param path absolute */
  see(patterns: readonly FilePattern[], path: string): void {
    if (this.#unmatched.size === 0) return;
    for (const pattern of patterns) {
      const key = keyOf(pattern);
      if (this.#unmatched.has(key) && pattern.matches(path)) this.#unmatched.delete(key);
    }
  }

  /** Patterns that match nothing, also nothing in what is excluded. */
  unmatched(): readonly FilePattern[] {
    return [...this.#unmatched.values()].filter(
      ({ mayMatchIn }) => !this.#excluded.some(mayMatchIn),
    );
  }
}

function keyOf({ location: { path, region } }: FilePattern): string {
  return `${region.startLine}:${region.startColumn} ${path}`;
}
