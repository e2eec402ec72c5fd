import type { ReferenceFacts } from "../domain/image/fact-source.ts";
import { packageOf } from "../domain/image/framework-package.ts";
import type { RepositoryFacts } from "../domain/image/image-facts.ts";
import { valueOf } from "../domain/image/known.ts";
import type { Wheel } from "../domain/image/wheel.ts";
import { wheelFor } from "../domain/image/wheel.ts";

/** Whether the framework of an image can be installed from a wheel on another one. */
export async function wheelOf(
  framework: string | null,
  on: Pick<RepositoryFacts, "python">,
  reference: ReferenceFacts,
): Promise<Wheel> {
  const release = framework === null ? null : packageOf(framework);
  const python = valueOf(on.python);
  // The table is only read for what can be answered.
  if (release?.version == null || python === null) return { kind: "unknown" };
  const { name, version } = release;
  const oldest = await reference.oldestWheel(name, python);
  return wheelFor({ package: name, version, python }, oldest);
}
