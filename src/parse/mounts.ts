import type { MountFrom, Text } from "../domain/build/dockerfile.ts";
import type { Command } from "./command.ts";
import type { LogicalLine } from "./logical-line.ts";
import {
  invalidMount,
  missingMountValue,
  unknownMountOption,
  variableInMountFrom,
} from "./rejections.ts";
import type { RejectedFlag } from "./validate.ts";

const mountKeys = new Set(["from", "source", "src"]);

/** Options that need no value. */
const switches: ReadonlySet<string> = new Set(["readonly", "ro", "readwrite", "rw", "required"]);
const options: ReadonlySet<string> = new Set([
  ...[...mountKeys, ...switches, "type", "target", "dst", "destination"],
  ...["id", "sharing", "size", "mode", "uid", "gid", "env"],
]);

/**
 * The `from=` of every `--mount` of a RUN with its `source=`, and the mounts that BuildKit rejects: in any case, and only in a
 * stage that it builds.
 */
export function readMounts(
  line: LogicalLine,
  { flags }: Command,
): {
  froms: readonly MountFrom[];
  rejected: readonly RejectedFlag[];
  rejectedIfBuilt: readonly RejectedFlag[];
} {
  const froms: MountFrom[] = [];
  const rejected: RejectedFlag[] = [];
  const rejectedIfBuilt: RejectedFlag[] = [];
  for (const flag of flags) {
    if (flag.name !== "mount" || flag.value === null) continue;
    const fields = csvFields(flag.value);
    if (!fields) {
      rejected.push({ rejection: invalidMount(), flag });
      continue;
    }
    // The last `from` and the last `source` of a mount win.
    let from: Omit<MountFrom, "source"> | null = null;
    let source: Text | null = null;
    for (const { text, start, end } of fields) {
      const [, key = "", value] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
      const name = key.toLowerCase();
      if (!options.has(name)) rejectedIfBuilt.push({ rejection: unknownMountOption(key), flag });
      else if (value === undefined && !switches.has(name))
        rejectedIfBuilt.push({ rejection: missingMountValue(key), flag });
      if (!mountKeys.has(name) || value === undefined) continue;
      const valueStart = flag.valueOffsets[start + key.length + 1] ?? flag.end;
      const valueEnd = (flag.valueOffsets[end - 1] ?? flag.end - 1) + 1;
      const location = line.slice(valueStart, Math.max(valueStart, valueEnd));
      if (name !== "from") {
        source = { text: value, region: location.region };
        continue;
      }
      const dollar = value.indexOf("$");
      // A dollar at the end is no variable.
      if (dollar >= 0 && dollar !== value.length - 1)
        rejected.push({ rejection: variableInMountFrom(), flag });
      from = { text: value, region: location.region, written: location.text };
    }
    if (from !== null && from.text !== "") froms.push({ ...from, source });
  }
  return { froms, rejected, rejectedIfBuilt };
}

/** The fields of one CSV record with the offsets of their content; null if it is empty or a quote is misplaced. */
function csvFields(record: string): { text: string; start: number; end: number }[] | null {
  if (record === "") return null;
  const fields: { text: string; start: number; end: number }[] = [];
  for (let position = 0; ; position++) {
    if (record[position] === '"') {
      const start = position + 1;
      let text = "";
      for (position = start; ; position++) {
        const char = record[position];
        if (char === undefined) return null;
        if (char === '"' && record[position + 1] !== '"') break;
        if (char === '"') position++;
        text += char;
      }
      fields.push({ text, start, end: position });
      position++;
      if (position < record.length && record[position] !== ",") return null;
    } else {
      const comma = record.indexOf(",", position);
      const end = comma < 0 ? record.length : comma;
      const text = record.slice(position, end);
      if (text.includes('"')) return null;
      fields.push({ text, start: position, end });
      position = end;
    }
    if (position >= record.length) return fields;
  }
}
