import { tmpdir } from "node:os";
import { temporaryFolder } from "../fs/temporary-folder.ts";
import { lintAgainst } from "../pipeline/against/lint-against.ts";
import type { LintOutcome, LintRequest } from "../pipeline/lint.ts";
import type { LintOptions } from "./command.ts";
import type { Io } from "./io.ts";
import { settingsElsewhere } from "./settings-elsewhere.ts";

/** Checks and compares with a base. Trees of the base are in a temporary folder, which is removed on every end of the process. */
export async function runAgainst(
  request: LintRequest,
  against: string,
  options: LintOptions,
  io: Io,
): Promise<LintOutcome> {
  // A signal can come as soon as the folder is there.
  let remove = (): void => undefined;
  io.onEnd(() => {
    remove();
  });
  const folder = temporaryFolder(tmpdir());
  remove = folder.remove;
  try {
    return await lintAgainst(request, {
      ...{ against, folder, environment: io.env, isStrict: options.strict },
      settingsAt: (place) => settingsElsewhere(options, io, request.settings.root, place),
    });
  } finally {
    folder.remove();
  }
}
