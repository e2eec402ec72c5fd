// Commits that replace one azureml image by another in the same lines.
import { structuredPatch } from "diff";
import { textsOf } from "../history/blobs.mjs";
import { historyOf } from "../history/log.mjs";
import { byCodeUnit } from "../order.mjs";
import { placeOf, referencesIn } from "./references.mjs";

/** Comparing long texts takes minutes. */
const maxLines = 5_000;

const namesIn = (lines) =>
  new Set(lines.flatMap((line) => [...referencesIn(line)].map(({ repository }) => repository)));

/**
 * The moves on the default branch, oldest first: `{ from, to, commit, day, path }`, once a commit for each pair. Lines that one
 * hunk of a change removes name `from` and no longer `to`, and lines that it adds name `to`.
 */
export async function movesOf(directory) {
  const changes = historyOf(directory, ["HEAD"])
    .reverse()
    .flatMap(({ commit, time, changes: all }) => all.map((each) => ({ ...each, commit, time })))
    .filter(({ blob, before }) => blob && before);
  const texts = await textsOf(
    directory,
    changes.flatMap(({ blob, before }) => [blob, before]),
  );
  const moves = new Map();
  for (const change of changes) {
    for (const [from, to] of pairsIn(texts.get(change.before), texts.get(change.blob))) {
      const move = { from, to, ...placeOf(change) };
      const key = `${from} ${to} ${change.commit}`;
      const known = moves.get(key);
      if (!known || byCodeUnit(move.path, known.path) < 0) moves.set(key, move);
    }
  }
  return [...moves.values()];
}

function pairsIn(before = "", after = "") {
  const [old, now] = [namesIn([before]), namesIn([after])];
  if (old.size === 0 || now.size === 0) return [];
  // A name that a change leaves everywhere it was, and no other one, is no move.
  if (referenceKey(before) === referenceKey(after)) return [];
  if (Math.max(before.split("\n").length, after.split("\n").length) > maxLines) return [];
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: 0 });
  return hunks.flatMap(({ lines }) => {
    const removed = namesIn(lines.filter((line) => line.startsWith("-")));
    const added = namesIn(lines.filter((line) => line.startsWith("+")));
    const gone = [...removed].filter((name) => !added.has(name));
    const come = [...added].filter((name) => !removed.has(name));
    return gone.flatMap((from) => come.map((to) => [from, to]));
  });
}

const referenceKey = (text) =>
  [...referencesIn(text)].map(({ repository }) => repository).join(" ");
