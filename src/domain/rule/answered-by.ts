/** What was asked besides the catalogue. */
export type AnsweredBy = "registry" | "facts";
