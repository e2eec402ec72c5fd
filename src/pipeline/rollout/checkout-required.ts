const again =
  "the report was written with another value: write it again with inferlint --policy FILE --format json --show-suppressed, for most policies with an empty one";

/** A policy asks for what the report does not hold, so that the files have to be read. */
export class CheckoutRequired extends Error {
  /**
   * @param key of the configuration
   * @param remedy a clause without capital and full stop
   */
  constructor(key: string, remedy: string = again) {
    super(`${key}: cannot be told without a checkout (${remedy})`);
  }
}
