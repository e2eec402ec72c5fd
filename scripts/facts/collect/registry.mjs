// Microsoft's registry, asked by `inferlint facts update` itself: the only source that is of today.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { byCodeUnit } from "../order.mjs";
import { isInferenceName } from "./product.mjs";

/** Seconds for all requests together; there are a few for each of about 50 repositories. */
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
    if (status !== 0) return { unreachable: lastLine(stderr) };
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

const lastLine = (stderr) =>
  (stderr ?? "").trim().split("\n").at(-1) || "inferlint facts update did not run";

/** Listed images, environments that are not withdrawn, and names of which a tag is known. */
export function repositoriesIn(known) {
  const listed = known["azure-ai-docs"]?.list.images ?? [];
  const environments = Object.entries(known["azureml-assets"]?.environments ?? {})
    .filter(
      ([name, { tags, withdrawn }]) =>
        !withdrawn && (tags.includes("Inferencing") || name.includes("inference")),
    )
    .map(([name]) => `azureml/curated/${name}`);
  const tagged = Object.values(known)
    .flatMap(({ tags = {} }) => Object.keys(tags))
    .filter((repository) => !repository.startsWith("azureml/curated/"));
  return [...new Set([...listed, ...environments, ...tagged.filter(isInferenceName)])].sort(
    byCodeUnit,
  );
}
