/** Responses stored between runs. No method throws: an unreadable entry is a miss, and a failed write stores nothing. */
export interface ResponseCache {
  /** @param key the whole lookup */
  readonly read: (key: string) => CachedResponse | null;
  readonly write: (key: string, response: CachedResponse) => void;
}

export interface CachedResponse {
  /** When the registry answered, in milliseconds since 1970. */
  readonly at: number;
  /** As it was written; the reader validates it. */
  readonly value: unknown;
}
