import type { ImageFacts, SuccessorFacts } from "../../domain/image/image-facts.ts";
import type { TagForms } from "../../domain/image/tag-form.ts";
import type {
  RecordedCause,
  RecordedFacts,
  RecordedImageFacts,
  RecordedRun,
} from "../../domain/rule/recorded-run.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";

/** What is known of an image from a day on; null for an image that has no facts. */
export interface FactsFrom {
  readonly from: CalendarDate;
  readonly facts: ImageFacts | null;
}

/** Values by their index; equal values have one. */
class Table<T> {
  readonly values: T[] = [];
  readonly #indices = new Map<string, number>();

  indexOf(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = this.values.push(value) - 1;
    this.#indices.set(key, index);
    return index;
  }
}

/** The facts of a run: thousands of references name the same images, and those the same replacements. */
export class FactTables {
  readonly #forms = new Table<TagForms>();
  readonly #replacements = new Table<SuccessorFacts>();
  readonly #facts = new Table<RecordedFacts>();
  /** Enrichers give the same object for the same reference and day. */
  readonly #known = new WeakMap<ImageFacts, RecordedImageFacts>();

  /** @param causes why a source states something else from a day on */
  indexOf(history: readonly FactsFrom[], causes: readonly RecordedCause[]): number | null {
    const days: RecordedFacts["days"][number][] = [];
    let before = "";
    for (const { from, facts } of history) {
      if (facts === null) return null;
      const own = this.#recorded(facts);
      const text = JSON.stringify(own);
      if (text !== before) days.push({ from, facts: own });
      before = text;
    }
    return this.#facts.indexOf({ days, causes });
  }

  get tables(): Pick<RecordedRun, "forms" | "replacements" | "facts"> {
    return {
      forms: this.#forms.values,
      replacements: this.#replacements.values,
      facts: this.#facts.values,
    };
  }

  #recorded(facts: ImageFacts): RecordedImageFacts {
    let own = this.#known.get(facts);
    if (!own) this.#known.set(facts, (own = this.#record(facts)));
    return own;
  }

  #record({ successor, alternatives, tagForm, ...own }: ImageFacts): RecordedImageFacts {
    const { kind, forms } = tagForm;
    return {
      ...own,
      successor: successor && this.#replacements.indexOf(successor),
      alternatives: alternatives.map((one) => this.#replacements.indexOf(one)),
      tagForm: { kind, forms: forms && this.#forms.indexOf(forms) },
    };
  }
}
