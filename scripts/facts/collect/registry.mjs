// Microsoft's registry, asked by `inferlint facts update` itself: the only source that is of today.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { servingFamilies } from "../build/names.mjs";
import { byCodeUnit } from "../order.mjs";
import { isInferenceName } from "./product.mjs";

/** Seconds for all requests together; there are a few for each of about 60 repositories. */
const timeout = 600;

/**
 * What the registry answers about `latest` of each inference repository that the other sources name. `{ unreachable }` where it
 * does not answer all of it: `inferlint` writes no facts file then.
 * @param known the collected files by name, new or recorded
 * @param cli the file of inferlint
 */
export function collect(_folder, _name, { known, cli }) {
  const directory = mkdtempSync(join(tmpdir(), "inferlint-facts-"));
  try {
    for (const repository of repositoriesIn(known)) writeDockerfile(directory, repository);
    const output = join(directory, "facts.json");
    const args = ["facts", "update", "--no-config", "--no-cache", "--output", output];
    const { status, stderr } = spawnSync(
      process.execPath,
      [cli, ...args, "--timeout", String(timeout), "."],
      { cwd: directory, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    if (status !== 0) return { unreachable: reasonIn(stderr) };
    return JSON.parse(readFileSync(output, "utf8"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function writeDockerfile(directory, repository) {
  const folder = join(directory, repository.replaceAll("/", "-"));
  mkdirSync(folder);
  writeFileSync(join(folder, "Dockerfile"), `FROM mcr.microsoft.com/${repository}:latest\n`);
}

/** Why no facts file was written: the warning about a registry says more than the error after it. */
function reasonIn(stderr) {
  const lines = (stderr ?? "").split("\n").filter((line) => line !== "");
  const warning = lines.find((line) => line.startsWith("inferlint: warning: "));
  return (warning ?? lines.at(-1) ?? "inferlint facts update did not run").replace(
    /^inferlint: (?:warning|error): /,
    "",
  );
}

const catalogue = new URL("../../../src/catalogue/data/images.json", import.meta.url);

/** The inference images of the catalogue, those that are listed now, and names of which a tag is known. */
function repositoriesIn(known) {
  // Before the first build there is none.
  const { repositories } = existsSync(catalogue)
    ? JSON.parse(readFileSync(catalogue, "utf8"))
    : { repositories: {} };
  const catalogued = Object.keys(repositories).filter((name) =>
    servingFamilies.includes(repositories[name].family),
  );
  const listed = known["azure-ai-docs"]?.list.images ?? [];
  const tagged = Object.values(known).flatMap(({ tags = {} }) => Object.keys(tags));
  return [...new Set([...catalogued, ...listed, ...tagged.filter(isInferenceName)])].sort(
    byCodeUnit,
  );
}
