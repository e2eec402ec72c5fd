// The texts of many blobs from one git process.
import { gitStream } from "./git.mjs";

/** Larger blobs are data, not Dockerfiles or documents; in bytes. */
const maxBlobBytes = 1024 * 1024;

const lines = (hashes) => `${hashes.join("\n")}\n`;

/** Those of the blobs that are there and not too large. */
async function readable(directory, hashes) {
  const chunks = [];
  const format = "--batch-check=%(objectname) %(objecttype) %(objectsize)";
  for await (const chunk of gitStream(directory, ["cat-file", format, "--buffer"], lines(hashes)))
    chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString("latin1")
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, type, size]) => type === "blob" && Number(size) <= maxBlobBytes)
    .map(([hash]) => hash);
}

/**
 * Yields `[hash, bytes]` of each blob that is there and not larger than `maxBlobBytes`, in the order of `hashes`. Blobs that are
 * missing, as in a partial clone, are left out.
 */
export async function* blobsOf(directory, hashes) {
  const wanted = hashes.length > 0 ? await readable(directory, hashes) : [];
  if (wanted.length === 0) return;
  let pending = Buffer.alloc(0);
  for await (const chunk of gitStream(
    directory,
    ["cat-file", "--batch", "--buffer"],
    lines(wanted),
  )) {
    pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
    let start = 0;
    for (;;) {
      const end = pending.indexOf(10, start);
      if (end === -1) break;
      const [hash, , size] = pending.toString("latin1", start, end).split(" ");
      const after = end + 1 + Number(size);
      if (pending.length <= after) break;
      yield [hash, pending.subarray(end + 1, after)];
      start = after + 1;
    }
    pending = pending.subarray(start);
  }
}

/** The texts of blobs by hash; what is no UTF-8 is read with replacement characters. */
export async function textsOf(directory, hashes) {
  const texts = new Map();
  for await (const [hash, bytes] of blobsOf(directory, [...new Set(hashes)]))
    texts.set(hash, bytes.toString("utf8"));
  return texts;
}
