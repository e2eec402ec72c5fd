// distro-info-data of Debian: the calendar of Ubuntu and Debian releases. A source tree or the files of the package.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { cycleTable } from "./cycle-table.mjs";

const changelogs = [
  "debian/changelog",
  "changelog",
  "changelog.gz",
  "usr/share/doc/distro-info-data/changelog.gz",
];
const folders = [".", "usr/share/distro-info"];

function readFirst(folder, names) {
  const name = names.find((each) => existsSync(join(folder, each)));
  if (!name) throw new Error(`distro-info-data: ${folder} has none of ${names.join(", ")}`);
  const bytes = readFileSync(join(folder, name));
  return (name.endsWith(".gz") ? gunzipSync(bytes, { maxOutputLength: 16_000_000 }) : bytes)
    .toString("utf8")
    .replaceAll("\r", "");
}

export function collect(folder) {
  const table = (file) =>
    rows(
      readFirst(
        folder,
        folders.map((each) => join(each, file)),
      ),
    );
  return {
    source: { repository: "distro-info-data", ...releaseOf(readFirst(folder, changelogs)) },
    cycles: cycleTable([
      ...table("ubuntu.csv").map((row) => [
        `ubuntu ${row.version?.replace(" LTS", "")}`,
        {
          endOfLife: row.eol,
          endOfExtendedLife: row["eol-esm"],
          legacyAddOn: row["eol-legacy"],
        },
      ]),
      ...table("debian.csv").map((row) => [
        // Debian 4.0 to 6.0 are called 4 to 6 everywhere else.
        `debian ${row.version?.replace(/^([4-9])\.0$/, "$1")}`,
        { endOfLife: row.eol, endOfExtendedLife: row["eol-lts"] },
      ]),
    ]),
  };
}

/** Version and day of the newest entry of a Debian changelog. */
function releaseOf(changelog) {
  const version = /^distro-info-data \(([^)\s]+)\)/.exec(changelog)?.[1];
  const date = /^ -- .*  (.+)$/m.exec(changelog)?.[1];
  const time = Date.parse(date ?? "");
  if (!version || Number.isNaN(time))
    throw new Error("distro-info-data: the changelog names no version with a day");
  return { version, asOf: new Date(time).toISOString().slice(0, 10) };
}

function rows(csv) {
  const [header = "", ...lines] = csv.split("\n").filter((line) => line !== "");
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((value, column) => [names[column], value])),
  );
}
