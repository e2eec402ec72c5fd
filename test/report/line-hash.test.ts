import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineHashes } from "../../src/report/line-hash.ts";

const from = "FROM mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:latest";
const end = "c129715d7a2bc9a3:1";

describe("the line hash GitHub computes", () => {
  const vectors: readonly (readonly [string, string, readonly string[]])[] = [
    ["an empty file", "", [end]],
    ["an empty line", "\n", ["3c5bef55b72b93c9:1", end]],
    ["a line and its end", `${from}\n`, ["6598eb7c5068dc0a:1", end]],
    ["no final newline", from, ["4bcea6b873e3c4ec:1"]],
    ["two lines, LF", `${from}\nRUN true\n`, ["9c00a07ec068ec65:1", "93719ade26353fee:1", end]],
    [
      "two lines, CRLF",
      `${from}\r\nRUN true\r\n`,
      ["9c00a07ec068ec65:1", "93719ade26353fee:1", end],
    ],
    ["a byte order mark", "\uFEFFFROM a\n", ["b1d04682264d59f5:1", end]],
    [
      "bytes that are not UTF-8",
      new TextDecoder("utf-8", { ignoreBOM: true }).decode(
        Uint8Array.of(0x46, 0xff, 0xfe, 0x0a, 0x41, 0x0a),
      ),
      ["b62b113b985b3b90:1", "eef3602ce233df72:1", end],
    ],
    ["a surrogate pair", "RUN echo 😀\n", ["305d98b5392cc04e:1", end]],
    [
      "a blank between CR and LF",
      "A\r \nB\n",
      ["72c96a89c7549024:1", "c4c6dc22c5fcb185:1", "789dab009e6515cf:1", end],
    ],
  ];
  test.each(vectors)("%s", (_, text, expected) => {
    expect(allHashes(text)).toEqual(expected);
  });

  test("repeated lines are counted, and leading zeros left out", () => {
    const hashes = allHashes("FROM a\n".repeat(40));
    expect(hashes).toHaveLength(41);
    expect(hashes.slice(0, 2)).toEqual(["c663d0744ba0958:1", "c663d0744ba0958:2"]);
  });

  test("there is no line 0 and none past the end", () => {
    const hash = lineHashes("A\nB");
    expect([hash(0), hash(3)]).toEqual([undefined, undefined]);
  });
});

const units = fc.oneof(
  fc.constantFrom("\r", "\n", "\r\n", " ", "\t", "\uFEFF", "\uD83D", "\uDE00", "\uFFFF", "\0"),
  fc.constantFrom("A", "FROM a", "x".repeat(97)),
  fc.string({ unit: "binary", maxLength: 12 }),
);

test("is what the slow way computes", () => {
  fc.assert(
    fc.property(fc.array(units, { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      expect(allHashes(text)).toEqual(slowHashes(text));
    }),
    { numRuns: 1_000 },
  );
});

function allHashes(text: string): readonly string[] {
  const hash = lineHashes(text);
  const hashes: string[] = [];
  for (let line = 1; ; line++) {
    const found = hash(line);
    if (found === undefined) return hashes;
    hashes.push(found);
  }
}

/** The definition without the rolling: every line's hash summed up from its own 100 units. */
function slowHashes(text: string): readonly string[] {
  const kept: bigint[] = [];
  const starts: number[] = [];
  let atStart = true;
  const keep = (unit: number): void => {
    if (atStart) starts.push(kept.length);
    atStart = unit === 10;
    kept.push(BigInt(unit));
  };
  for (let at = 0, afterReturn = false; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const isSecondHalf = afterReturn && unit === 10;
    afterReturn = unit === 13;
    if (unit !== 32 && unit !== 9 && !isSecondHalf) keep(afterReturn ? 10 : unit);
  }
  keep(0xffff);
  const counts = new Map<bigint, number>();
  return starts.map((start) => {
    let hash = 0n;
    for (let offset = 0; offset < 100; offset++)
      hash = BigInt.asUintN(64, hash * 37n + (kept[start + offset] ?? 0n));
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    return `${hash.toString(16)}:${count}`;
  });
}
