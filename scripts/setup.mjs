// Installs what the lock file names, unless it is already there: `npm test` works on a fresh clone and is quick afterwards.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const isCurrent = () => {
  if (!existsSync("node_modules/.package-lock.json")) return false;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const present = JSON.parse(readFileSync("node_modules/.package-lock.json", "utf8")).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) =>
      place === "" || optional || present[place]?.version === version,
  );
};

if (!isCurrent()) {
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  process.exitCode = status ?? 1;
}
