/** A word that BuildKit's shell lexer rejects with any values of its variables. */
export class WordError extends Error {
  /** In kebab case, for decisions; the message may be reworded. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** @param closing the missing character: `}` or `/` */
export function missingClosing(closing: string): WordError {
  return new WordError("missing-closing", `missing closing ${closing} of a variable substitution`);
}

export function unterminatedQuote(quote: "single" | "double"): WordError {
  return new WordError("unterminated-quote", `unterminated ${quote} quote`);
}

export function missingVariableName(): WordError {
  return new WordError("missing-variable-name", "missing variable name in a substitution");
}

/** @param modifier what follows the variable name */
export function unsupportedModifier(modifier: string): WordError {
  const message = `unsupported modifier ${modifier} in a variable substitution`;
  return new WordError("unsupported-modifier", message);
}

/** @param pattern of `${name#pattern}` and the like */
export function invalidPattern(pattern: string): WordError {
  const message = `invalid pattern ${pattern} in a variable substitution`;
  return new WordError("invalid-pattern", message);
}

/** @param max levels of substitutions within substitutions */
export function nestedTooDeep(max: number): WordError {
  const message = `variable substitutions nested more than ${max} levels deep`;
  return new WordError("nested-too-deep", message);
}

/** @param max in UTF-16 code units */
export function expansionTooLong(max: number): WordError {
  return new WordError("expansion-too-long", `expansion longer than ${max} characters`);
}

export function patternTooSlow(): WordError {
  const message = "variable substitution with a pattern on a value that is too long";
  return new WordError("pattern-too-slow", message);
}
