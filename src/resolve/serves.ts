import type { CommandLine, Instruction } from "../domain/build/dockerfile.ts";
import { programName, simpleCommands, withoutPrefix } from "../shell/simple-commands.ts";

/** Azure ML's inference server, and what starts it in the inference images. */
const servers = new Set(["azmlinfsrv", "runsvdir"]);

/**
 * Whether the last CMD or ENTRYPOINT runs a server of models.
 * @param instructions of the stages that the target is built on, in the order in which they run
 */
export function servesModels(instructions: readonly Instruction[]): boolean {
  return ["CMD", "ENTRYPOINT"].some((name) => {
    const last = instructions.findLast(
      (instruction) => instruction.keyword === "OTHER" && instruction.name === name,
    );
    return last?.keyword === "OTHER" && last.command !== undefined && runsServer(last.command);
  });
}

function runsServer({ text: written, strings }: CommandLine): boolean {
  if (strings === null) return textRunsServer(written);
  const [program = "", ...rest] = withoutPrefix(
    strings.map((text) => ({ text, start: 0, end: 0 })),
  ).map(({ text }) => text);
  if (servers.has(programName(program))) return true;
  const script = /^(?:ba|da|z)?sh$/.test(programName(program))
    ? rest[rest.findIndex((word) => /^-\w*c$/.test(word)) + 1]
    : undefined;
  return script !== undefined && textRunsServer(script);
}

function textRunsServer(text: string): boolean {
  return simpleCommands(text).some((command) => {
    const [program] = withoutPrefix(command);
    return servers.has(programName(program?.text.replaceAll(/["']/g, "") ?? ""));
  });
}
