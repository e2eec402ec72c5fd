/** Answers that are kept between runs. Nothing here throws: what cannot be read is not there, what cannot be written is not kept. */
export interface AnswerStore {
  /** @param key what was asked, in full */
  readonly read: (key: string) => CachedResponse | null;
  readonly write: (key: string, answer: CachedResponse) => void;
}

export interface CachedResponse {
  /** Milliseconds since 1970 when the registry answered. */
  readonly at: number;
  /** As it was written; whoever reads it checks its shape. */
  readonly value: unknown;
}
