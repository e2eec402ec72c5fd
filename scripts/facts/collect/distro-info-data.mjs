// distro-info-data of Debian: the calendar of Ubuntu and Debian releases. Its repository, a source tree, or the files of the package.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { textsOf } from "../history/blobs.mjs";
import { gitDirectory } from "../history/git.mjs";
import { filesAt } from "../history/repository.mjs";
import { cycleTable } from "./cycle-table.mjs";

/** Where the files are in a source tree, and in the package. */
const places = {
  changelog: [
    "debian/changelog",
    "changelog",
    "changelog.gz",
    "usr/share/doc/distro-info-data/changelog.gz",
  ],
  ubuntu: ["ubuntu.csv", "usr/share/distro-info/ubuntu.csv"],
  debian: ["debian.csv", "usr/share/distro-info/debian.csv"],
};
const maxBytes = 16_000_000;

export async function collect(folder, name) {
  const read = gitDirectory(folder) ? await committed(folder) : plain(folder);
  const text = (file) => {
    const found = places[file].map(read).find((each) => each !== undefined);
    if (found === undefined)
      throw new Error(`${name}: ${folder} has none of ${places[file].join(", ")}`);
    return found.replaceAll("\r", "");
  };
  return {
    source: { repository: "distro-info-data", ...releaseOf(text("changelog")) },
    cycles: cycleTable([
      ...rows(text("ubuntu")).map((row) => [
        `ubuntu ${row.version?.replace(" LTS", "")}`,
        {
          endOfLife: row.eol,
          endOfExtendedLife: row["eol-esm"],
          legacyAddOn: row["eol-legacy"],
        },
      ]),
      ...rows(text("debian")).map((row) => [
        // Debian 4.0 to 6.0 are called 4 to 6 everywhere else.
        `debian ${row.version?.replace(/^([4-9])\.0$/, "$1")}`,
        { endOfLife: row.eol, endOfExtendedLife: row["eol-lts"] },
      ]),
    ]),
  };
}

/** The texts at HEAD: what stands in the work tree is not looked at. */
async function committed(folder) {
  const directory = gitDirectory(folder);
  const files = filesAt(directory, "HEAD", Object.values(places).flat());
  const texts = await textsOf(directory, Object.values(files));
  return (path) => texts.get(files[path]);
}

const plain = (folder) => (path) => {
  if (!existsSync(join(folder, path))) return undefined;
  const bytes = readFileSync(join(folder, path));
  return (path.endsWith(".gz") ? gunzipSync(bytes, { maxOutputLength: maxBytes }) : bytes).toString(
    "utf8",
  );
};

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
