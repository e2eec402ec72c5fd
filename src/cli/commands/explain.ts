import type { ColorChoice } from "../command.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { renderMarkdown } from "../markdown/render.ts";

/**
 * `inferlint explain`: the page of a rule.
 * @param page the page as Markdown
 * @param address of the page, which its links are relative to
 */
export async function runExplain(
  page: string,
  address: string,
  color: ColorChoice,
  io: Io,
): Promise<ExitCode> {
  const output = { format: "text", file: null } as const;
  const colors = io.wantsColors({ color }, output);
  await io.write(output, [renderMarkdown(page, { address, width: io.widthOf(output), colors })]);
  return exitCodes.clean;
}
