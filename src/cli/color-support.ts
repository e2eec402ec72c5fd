import type { ColorChoice } from "./command.ts";
import type { Io } from "./io.ts";

/**
 * Whether standard output gets colours. Without a choice NO_COLOR (https://no-color.org) counts before FORCE_COLOR
 * (https://force-color.org), and both before the terminal.
 */
export function supportsColors(color: ColorChoice, env: Io["env"], isTerminal: boolean): boolean {
  if (color !== "auto") return color === "always";
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = env;
  if (no !== undefined && no !== "") return false;
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  return isTerminal && term !== "dumb";
}
