/** Why git could not answer: a clause for users, which says what to do. */
export class GitError extends Error {
  override readonly name: string = "GitError";
}

/** A ref that names more than one thing. */
export class AmbiguousRef extends GitError {
  override readonly name = "AmbiguousRef";
}

/** What git itself says of a failure, without `fatal:` and hints. @param stderr in English */
export function saidByGit(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const line = lines.find((one) => /^(fatal|error): /.test(one)) ?? lines.find((one) => one !== "");
  return line?.replace(/^(fatal|error): /, "") ?? "it ended without a message";
}
