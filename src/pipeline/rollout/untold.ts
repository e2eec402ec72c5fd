/** A policy sets something else than the report, for which the files have to be read again. */
export class Untold extends Error {
  /** @param key of the configuration */
  constructor(key: string) {
    super(
      `${key}: cannot be told without a checkout, since the report was written with another value (write it again with inferlint --policy FILE --format json --show-suppressed; for most policies an empty one will do)`,
    );
  }
}
