// MicrosoftDocs/azure-ai-docs: the list of supported images, and the sentences that decided.yaml quotes.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { textsOf } from "../history/blobs.mjs";
import { gitDirectory } from "../history/git.mjs";
import { commitOf, filesAt, headOf, statedCommits } from "../history/repository.mjs";
import { byCodeUnit, sorted } from "../order.mjs";

const folder = "articles/machine-learning";
const list = `${folder}/concept-prebuilt-docker-images-inference.md`;
const paths = [
  `${folder}/concept-environments.md`,
  list,
  `${folder}/concept-vulnerability-management.md`,
];
const maxBytes = 1024 * 1024;

/**
 * A checkout of the newest commit only is enough: a file whose text is the recorded one keeps the recorded commit.
 * @param recorded what is recorded of this source, or null
 * @param sentences those of decided.yaml by key: `{ path, text }`
 */
export async function collect(source, name, { recorded, sentences }) {
  const articles = await articlesIn(source, name);
  const files = Object.fromEntries(
    articles.map(({ path, text, blob, commit }) => {
      const known = recorded?.files?.[path];
      const same = known?.blob === blob ? known : null;
      return [path, { commit: same?.commit ?? commit(), asOf: writtenOn(path, text), blob }];
    }),
  );
  const textOf = new Map(articles.map(({ path, text }) => [path, text]));
  const { commit, asOf } = files[list];
  return {
    source: { repository: "MicrosoftDocs/azure-ai-docs", commit, asOf },
    files,
    list: { path: list, commit, asOf, images: imagesIn(textOf.get(list)) },
    sentences: sorted(
      Object.fromEntries(
        Object.entries(sentences).map(([key, sentence]) => [key, find(sentence, textOf, files)]),
      ),
    ),
  };
}

/** `[{ path, text, blob, commit }]`; `commit` throws where nothing names it. */
async function articlesIn(source, name) {
  const directory = gitDirectory(source);
  if (!directory) return paths.map((path) => plainFile(source, name, path));
  const { ref } = headOf(directory, ["HEAD"]);
  const blobs = filesAt(directory, ref, paths);
  const texts = await textsOf(directory, Object.values(blobs));
  return paths.map((path) => {
    const text = texts.get(blobs[path]);
    if (text === undefined) throw new Error(`${name}: ${path} is missing in ${source}`);
    return {
      ...{ path, text, blob: blobs[path].slice(0, 10) },
      commit: () => commitOf(directory, ref, path).commit,
    };
  });
}

function plainFile(source, name, path) {
  const file = join(source, path);
  if (!existsSync(file) || statSync(file).size > maxBytes)
    throw new Error(`${name}: ${path} is missing in ${source}, or larger than 1 MiB`);
  const bytes = readFileSync(file);
  const blob = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
  const commit = () => {
    const stated = statedCommits(source)(path);
    if (!stated)
      throw new Error(
        `${name}: ${source} is no git repository; name the commit of ${path} in ${join(source, ".commit")}: PATH COMMIT YYYY-MM-DD`,
      );
    return stated.commit;
  };
  return { path, text: bytes.toString("utf8"), blob: blob.slice(0, 10), commit };
}

/** The day in the front matter of an article: `ms.date: 09/24/2025`. */
function writtenOn(path, text) {
  const [, month, day, year] = /^ms\.date: *"?(\d\d?)\/(\d\d?)\/(\d{4})/m.exec(text) ?? [];
  if (!year) throw new Error(`azure-ai-docs: ${path} has no ms.date`);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** The images in the tables of an article. */
const imagesIn = (text) =>
  [
    ...new Set(
      text
        .split("\n")
        .filter((line) => line.includes("|"))
        .flatMap((line) => [...line.matchAll(/mcr\.microsoft\.com\/(azureml\/[\w./-]+)/g)])
        .map(([, repository]) => repository),
    ),
  ].sort(byCodeUnit);

const joined = (text) => text.replace(/\s+/g, " ").trim();

/** A sentence with its source; null where the article no longer has it. */
function find({ path, text }, textOf, files) {
  if (!joined(textOf.get(path) ?? "").includes(joined(text))) return null;
  const { commit, asOf } = files[path];
  return { path, commit, asOf, text };
}
