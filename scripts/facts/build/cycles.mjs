// Release cycles. distro-info-data, the calendar of Ubuntu and Debian themselves, decides wherever it has a day; the day of
// endoflife.date is kept beside it where it differs.
import { byCycle, byCodeUnit, sorted, stated } from "../order.mjs";
import { stateOf } from "./sources.mjs";

const products = ["azure-linux", "debian", "python", "ubuntu"];
const ends = ["endOfLife", "endOfExtendedLife"];

/** Releases of the products whose end the catalogue states. No source states the end of a CUDA version. */
const isWanted = (cycle) => products.includes(cycle.split(" ")[0]);

/** @param decided products whose cycles stand in decided.yaml: `{ "azure-linux": { source, asOf, cycles } }` */
export function cyclesOf(collected, decided) {
  const deciding = collected["distro-info-data"];
  const others = withDecided(collected["endoflife.date"], decided);
  const names = [...Object.keys(deciding.cycles), ...Object.keys(others.cycles)].filter(isWanted);
  const entries = [...new Set(names)].map((name) => [
    name,
    cycleOf(deciding.cycles[name], others.cycles[name], decides(name, deciding)),
  ]);
  const sources = sourcesByProduct(entries, deciding, others);
  return { ...sources, cycles: sorted(Object.fromEntries(entries), byCycle) };
}

function withDecided({ source, cycles }, decided) {
  const own = Object.entries(decided).flatMap(([product, { cycles: releases }]) =>
    Object.entries(releases).map(([release, days]) => [`${product} ${release}`, days]),
  );
  return { source, decided, cycles: { ...cycles, ...Object.fromEntries(own) } };
}

const decides = (name, { cycles }) => {
  const product = name.split(" ")[0];
  return Object.keys(cycles).some((cycle) => cycle.startsWith(`${product} `));
};

function cycleOf(own, other, isDecidedElsewhere) {
  const chosen = stated(Object.fromEntries(ends.map((end) => [end, own?.[end] ?? other?.[end]])));
  // The two sources differ about Debian's oldest releases; extended support never ends before standard support.
  if (chosen.endOfExtendedLife < chosen.endOfLife) delete chosen.endOfExtendedLife;
  const differing = ends.filter((end) => own?.[end] && other?.[end] && own[end] !== other[end]);
  return stated({
    ...chosen,
    from: isDecidedElsewhere && !own && "other",
    other: differing.length > 0 && Object.fromEntries(differing.map((end) => [end, other[end]])),
  });
}

function sourcesByProduct(entries, deciding, others) {
  const present = [...new Set(entries.map(([name]) => name.split(" ")[0]))].sort(byCodeUnit);
  const isDecided = (product) => decides(`${product} `, deciding);
  const named = (product, { source, decided }) => {
    const own = decided[product];
    if (own) return { name: own.source, asOf: own.asOf };
    const { name, asOf } = stateOf(source);
    return { name: `${name}:products/${product}.md`, asOf };
  };
  return {
    sources: Object.fromEntries(
      present.map((product) => [
        product,
        isDecided(product) ? stateOf(deciding.source) : named(product, others),
      ]),
    ),
    other: Object.fromEntries(
      present.filter(isDecided).map((product) => [product, named(product, others)]),
    ),
  };
}
