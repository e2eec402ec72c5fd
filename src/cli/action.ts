import { runAction } from "./action/run-action.ts";
import { processIo } from "./process-io.ts";

/** The entry of the GitHub Action; action.yml names its bundle. */
async function main(): Promise<void> {
  const { io, finish } = processIo(process, () => Date.now());
  const changeDirectory = (path: string): void => {
    process.chdir(path);
  };
  process.exitCode = await runAction({ io, changeDirectory });
  await finish();
}

void main();
