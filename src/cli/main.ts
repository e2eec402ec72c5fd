import { errorLines } from "./error-lines.ts";
import { exitCodes } from "./io.ts";
import { processIo } from "./process-io.ts";
import { runArguments } from "./run-arguments.ts";

async function main(argv: readonly string[]): Promise<void> {
  const { io, finish } = processIo(process, () => Date.now());
  try {
    process.exitCode = await runArguments(argv, io);
  } catch (error) {
    process.exitCode = exitCodes.notChecked;
    for (const line of errorLines(error, argv.includes("--debug"))) io.warn(line);
  }
  await finish();
}

void main(process.argv.slice(2));
