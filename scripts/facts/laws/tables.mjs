import { registry } from "../build/registry.mjs";
import { isDated } from "../build/tags.mjs";
import { byCodeUnit, byNumbers } from "../order.mjs";
import { grammar, isDay, isSorted } from "./grammar.mjs";

const dayOf = (tag) => tag.replace(/^(\d{4})(\d\d)(\d\d)\..*/, "$1-$2-$3");

export const tagTableProblems = (table, images) => tableProblems(table, images, tagProblems);
export const digestTableProblems = (table, images) => tableProblems(table, images, digestProblems);

function* tableProblems({ repositories }, images, problemsIn) {
  if (!isSorted(Object.keys(repositories), byCodeUnit)) yield "not sorted";
  for (const [name, origins] of Object.entries(repositories)) {
    if (!images.repositories[name]) yield `${name} is no known repository`;
    for (const [origin, text] of Object.entries(origins)) {
      if (origin === registry ? !images.sources[registry] : !/^[\w.-]+\/[\w.-]+$/.test(origin))
        yield `${name}: ${origin} is no repository to look in`;
      for (const problem of problemsIn(text.split(" "), origin)) yield `${name}: ${problem}`;
    }
    const all = Object.values(origins).flatMap((text) => text.split(" "));
    const keys = all.map((entry) => entry.split(/[=<@]/)[0]);
    if (new Set(keys).size !== keys.length) yield `${name} has duplicate entries`;
  }
}

function* tagProblems(entries, origin) {
  const form = origin === registry ? grammar.answeredTag : grammar.tag;
  const tags = [];
  for (const entry of entries) {
    const [, tag, day] = form.exec(entry) ?? [];
    if (!tag) yield `${entry} is not a tag with its commit`;
    else if (isDated(tag) && (day || !isDay(dayOf(tag)))) yield `${entry} is not a day`;
    else if (day && !isDay(day)) yield `${entry} is not a day`;
    tags.push(tag ?? "");
  }
  if (!isSorted(tags, byNumbers)) yield "not sorted";
}

function* digestProblems(entries) {
  for (const entry of entries) {
    const [, hex, , day] = grammar.digest.exec(entry) ?? [];
    if (!hex) yield `${entry} is not a digest with a tag or a day, and its commit`;
    else if (day && !isDay(day)) yield `${entry} is not a day`;
  }
  if (!isSorted(entries, byCodeUnit)) yield "not sorted";
}
