/** Why a text is not JSON, with the offsets it is about; `code` decides, the message is for readers. */
export type JsonProblem = { readonly start: number; readonly end: number } & (
  | { readonly code: "empty" | "bad-escape" | "unclosed-text" | "comment" | "single-quote" }
  | { readonly code: "too-deep" | "too-many-values"; readonly limit: number }
  | { readonly code: "text-after-end"; readonly found: string }
  /** `close` is the bracket after the comma. */
  | { readonly code: "trailing-comma"; readonly close: string }
  | { readonly code: "duplicate-key"; readonly key: string }
  | {
      readonly code: "unexpected";
      readonly expected: "value" | "key" | "colon" | "comma or }" | "comma or ]";
      /** A word or a character; empty at the end of the file. */
      readonly found: string;
    }
);

/**
 * The message of a problem, without capital and full stop.
 * @param quote how a text of the file is shown
 */
export function jsonProblemMessage(problem: JsonProblem, quote: (text: string) => string): string {
  switch (problem.code) {
    case "empty":
      return "the file is empty";
    case "bad-escape":
      return "this text has an invalid escape sequence";
    case "unclosed-text":
      return "this text has no closing quote on its line";
    case "comment":
      return "JSON does not allow comments: remove it";
    case "single-quote":
      return 'JSON needs double quotes ("…") around text';
    case "too-deep":
      return `this is nested more than ${problem.limit} levels deep`;
    case "too-many-values":
      return `the file has more than ${problem.limit} values`;
    case "text-after-end":
      return `unexpected ${quote(problem.found)} after the end of the JSON value: remove it`;
    case "trailing-comma":
      return `JSON does not allow a comma before ${problem.close}: remove it`;
    case "duplicate-key":
      return `duplicate key ${quote(problem.key)}: remove one`;
    case "unexpected": {
      const expected = `expected ${described[problem.expected]}`;
      return problem.found === ""
        ? `the file ends too early: ${expected}`
        : `unexpected ${quote(problem.found)}: ${expected}`;
    }
  }
}

const described = {
  value: "a value",
  key: 'a key in double quotes ("…")',
  colon: "a colon",
  "comma or }": "a comma or }",
  "comma or ]": "a comma or ]",
} as const;
