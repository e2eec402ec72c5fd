import type { Evidence } from "../../domain/rule/finding.ts";
import type { Content, Markup } from "./markup.ts";
import { markup } from "./markup.ts";

/** Numbers the sources of evidence in order of use: thousands of findings rest on a few. */
export class Sources {
  readonly #numbers = new Map<string, number>();

  /** `fact value [1]` */
  evidence(evidence: readonly Evidence[]): Content {
    return evidence.map(({ fact, value, source, asOf, answeredAt }, index) => {
      const when = answeredAt ?? asOf;
      const number = this.#numberOf(when === null ? source : `${source}, ${when}`);
      const separator = index === 0 ? "" : "; ";
      return markup`${separator}${fact} <b>${value}</b> <a href="#s${number}">[${number}]</a>`;
    });
  }

  section(): Markup | null {
    if (this.#numbers.size === 0) return null;
    const items = Array.from(
      this.#numbers,
      ([source, number]) => markup`<li id="s${number}">${source}</li>\n`,
    );
    return markup`<section aria-labelledby="sources">
      <h2 id="sources">Sources of the evidence</h2>
      <ol>
        ${items}
      </ol>
    </section>
    `;
  }

  #numberOf(source: string): number {
    const known = this.#numbers.get(source);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    this.#numbers.set(source, number);
    return number;
  }
}
