import type { ExplicitUser } from "../../src/domain/build/build.ts";
import type { EnrichedImage } from "../../src/domain/build/enriched-build.ts";

/**
 * Whether the base image sets a variable that a user depends on and that the file never sets; null for a user that depends on
 * none.
 * @param base the image at the end of the FROMs of the stage
 */
export function envAnswer(
  { withImageEnv, expansion }: ExplicitUser,
  base: EnrichedImage | null,
): "set" | "unset" | "unknown" | null {
  if (!withImageEnv) return null;
  const env = base?.facts?.env;
  if (env?.known !== true) return "unknown";
  const { names, complete } = env.value;
  if (expansion.undeclared.some((name) => names.includes(name))) return "set";
  return complete ? "unset" : "unknown";
}
