import type { Dependencies } from "./dependencies.ts";
import type { StageGraph } from "./stages.ts";

/**
 * The stages that can only be meant for `--target`: no other stage names them, in FROM, COPY or RUN, ONBUILD included, and
 * BuildKit finds them by name. It takes no index, and of stages with the same name the last one.
 * @param target the stage that is built
 */
export function otherTargets(
  { stages, byName }: StageGraph,
  { direct, onbuild }: Dependencies,
  target: number | null,
): ReadonlySet<number> {
  const named = new Set<number | null>([target]);
  for (const { index, base } of stages) {
    if (base.kind === "stage") named.add(base.stage);
    for (const { to } of [...(direct[index] ?? []), ...(onbuild[index] ?? [])])
      if (to !== index) named.add(to);
  }
  const others = stages.filter(
    ({ index, name }) => !named.has(index) && name !== null && byName.get(name) === index,
  );
  return new Set(others.map(({ index }) => index));
}
