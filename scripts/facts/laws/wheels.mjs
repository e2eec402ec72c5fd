import { byCodeUnit, byNumbers } from "../order.mjs";
import { grammar, isDatedSource, isSorted } from "./grammar.mjs";

/** The problems of wheels.json. */
export function* wheelProblems({ source, wheels }) {
  if (!isDatedSource(source)) yield "no source or no day";
  if (!isSorted(Object.keys(wheels), byCodeUnit)) yield "not sorted";
  for (const [name, lines] of Object.entries(wheels)) {
    if (Object.keys(lines).length === 0) yield `${name} has no wheel at all`;
    if (!isSorted(Object.keys(lines), byNumbers)) yield `${name}: not sorted`;
    for (const [python, line] of Object.entries(lines))
      if (!grammar.python.test(python) || !grammar.line.test(line))
        yield `${name}: ${python}: ${line} is no release line`;
  }
}
