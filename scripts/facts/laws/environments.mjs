import { byCodeUnit } from "../order.mjs";
import { grammar, isDatedSource, isSorted } from "./grammar.mjs";

/** The problems of environments.json. */
export function* environmentProblems({ environments }, { repositories }) {
  const names = Object.keys(environments);
  if (!isSorted(names, byCodeUnit)) yield "not sorted";
  const lower = new Set(names.map((name) => name.toLowerCase()));
  if (lower.size < names.length) yield "two names differ only in their case";
  for (const [name, entry] of Object.entries(environments))
    for (const problem of entryProblems(name, entry, repositories)) yield `${name}: ${problem}`;
}

function* entryProblems(name, { image, from, exact, source, asOf, ...others }, repositories) {
  if (!grammar.environment.test(name)) yield "no name of an environment";
  if (!Object.hasOwn(repositories, image)) yield `${image} is no known image`;
  if (from !== undefined && !(Number.isSafeInteger(from) && from > 0)) yield `from ${from}`;
  if (exact !== undefined && exact !== true) yield "exact is not true";
  // Without prefix an environment is in Microsoft's registry, which azureml-assets publishes.
  if (!/^azureml-/i.test(name) && from === undefined) yield "not published by azureml-assets";
  if (source !== undefined && !isDatedSource({ source, asOf })) yield "a source without a day";
  if (source === undefined && from === undefined) yield "no source";
  for (const key of Object.keys(others)) yield `${key} is not understood`;
}
