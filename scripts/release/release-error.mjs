/** Why nothing was released. The message says what to do. */
export class ReleaseError extends Error {}
