/** Which versions are meant: `>=3.11`, `>=3.10,<3.13`, `3.12`. */
export interface VersionCondition {
  /** As written. */
  readonly text: string;
  /**
   * Whether a version is one of them; `unknown` where it has fewer numbers than the condition, and these would decide.
   * @param version numbers with dots: `3.11`
   */
  readonly holds: (version: string) => "yes" | "no" | "unknown";
}

const maxLength = 100;
const comparison = /^(>=|<=|==|!=|=|>|<)?\s*(\d{1,4}(?:\.\d{1,4}){0,3})$/;

type Answer = ReturnType<VersionCondition["holds"]>;

/**
 * Reads comparisons with commas between them, all of which have to hold. Versions are compared by their numbers (3.9 is before
 * 3.11), as far as the condition has some: `<=3.11` and `3.11` hold for 3.11.9, too. Null for any other text.
 */
export function readVersionCondition(text: string): VersionCondition | null {
  if (text.length > maxLength) return null;
  const comparisons = text.split(",").map((part) => comparison.exec(part.trim()));
  const all: ((version: string) => Answer)[] = [];
  for (const match of comparisons) {
    if (!match) return null;
    const [, operator = "==", wanted = ""] = match;
    all.push((version) => compare(version, operator, wanted));
  }
  return {
    text,
    holds: (version) => {
      const answers = all.map((one) => one(version));
      return answers.find((one) => one === "no") ?? answers.find((one) => one !== "yes") ?? "yes";
    },
  };
}

function compare(version: string, operator: string, wanted: string): Answer {
  const [own, other] = [version.split(".").map(Number), wanted.split(".").map(Number)];
  for (const [index, number] of other.entries()) {
    const mine = own[index];
    if (mine === undefined) return "unknown";
    if (mine !== number) return answers[operator]?.[mine < number ? 0 : 2] === true ? "yes" : "no";
  }
  return answers[operator]?.[1] === true ? "yes" : "no";
}

/** Whether a comparison holds for a version before, equal to and after the one that is written. */
const answers: Readonly<
  Record<string, readonly [before: boolean, equal: boolean, after: boolean]>
> = {
  ">=": [false, true, true],
  ">": [false, false, true],
  "<=": [true, true, false],
  "<": [true, false, false],
  "=": [false, true, false],
  "==": [false, true, false],
  "!=": [true, false, true],
};
