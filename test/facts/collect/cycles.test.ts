import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workplace } from "./made-sources.ts";

const ubuntu = `version,codename,series,created,release,eol,eol-server,eol-esm,eol-legacy
22.04 LTS,Jammy Jellyfish,jammy,2021-10-14,2022-04-21,2027-06-01,2027-06-01,2032-04-21,2037-04-21
25.10,Questing Quokka,questing,2025-04-17,2025-10-09,2026-07-09
`;
const debian = `version,codename,series,created,release,eol,eol-lts,eol-elts
4.0,Etch,etch,2005-06-06,2007-04-08,2010-02-15
12,Bookworm,bookworm,2021-08-14,2023-06-10,2026-06-10,2028-06-30,2033-06-30
15,Duke,duke,2027-08-01
`;

describe("release cycles", () => {
  let place: Workplace;

  beforeEach(() => {
    place = new Workplace();
  });
  afterEach(() => {
    place.remove();
  });

  it("reads release cycles: the days that are days", () => {
    place.write("sources/distro-info-data/ubuntu.csv", ubuntu);
    place.write("sources/distro-info-data/debian.csv", debian);
    place.write(
      "sources/distro-info-data/debian/changelog",
      "distro-info-data (0.66) unstable; urgency=medium\n\n  * x\n\n -- A B <a@b>  Sat, 25 Apr 2026 23:18:53 -0400\n",
    );
    const commit = place.repository("endoflife.date").commit("2026-08-22", {
      "products/python.md":
        '---\nreleases:\n  - releaseCycle: "3.8"\n    eol: 2024-10-07\n  - releaseCycle: "3.20"\n    eol: false\n---\n# x\n',
      "products/ubuntu.md":
        '---\nreleases:\n  - releaseCycle: "22.04"\n    eol: 2027-04-01\n    eoes: 2032-04-09\n---\n',
    });
    expect(place.collect().status).toBe(0);
    expect(place.collected("endoflife.date")).toEqual({
      source: { repository: "endoflife-date/endoflife.date", commit, asOf: "2026-08-22" },
      cycles: {
        "python 3.8": { endOfLife: "2024-10-07" },
        "ubuntu 22.04": { endOfLife: "2027-04-01", endOfExtendedLife: "2032-04-09" },
      },
    });
    expect(place.collected("distro-info-data")).toEqual({
      source: { repository: "distro-info-data", version: "0.66", asOf: "2026-04-26" },
      cycles: {
        "debian 4": { endOfLife: "2010-02-15" },
        "debian 12": { endOfLife: "2026-06-10", endOfExtendedLife: "2028-06-30" },
        "ubuntu 22.04": {
          endOfLife: "2027-06-01",
          endOfExtendedLife: "2032-04-21",
          legacyAddOn: "2037-04-21",
        },
        "ubuntu 25.10": { endOfLife: "2026-07-09" },
      },
    });
  });

  it("reads a repository of distro-info-data at its newest commit", () => {
    const source = place.repository("made/distro-info-data");
    const changelog = (version: string): string =>
      `distro-info-data (${version}) unstable; urgency=medium\n\n -- A <a@b>  Sat, 25 Apr 2026 10:00:00 +0000\n`;
    source.commit("2026-04-25", {
      "ubuntu.csv": ubuntu,
      "debian.csv": debian,
      "debian/changelog": changelog("0.67"),
    });
    const bare = join(place.sources, "distro-info-data");
    source.git("clone", "--quiet", "--bare", source.directory, bare);
    expect(place.collect().status).toBe(0);
    expect(place.collected("distro-info-data")).toMatchObject({
      source: { version: "0.67", asOf: "2026-04-25" },
      cycles: { "ubuntu 25.10": { endOfLife: "2026-07-09" } },
    });
  });
});
