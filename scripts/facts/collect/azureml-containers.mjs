// Azure/AzureML-Containers: release notes and Dockerfiles of base images (deleted since, so the history has them), and the table of
// supported images in its README.
import { textsOf } from "../history/blobs.mjs";
import { historyOf } from "../history/log.mjs";
import { filesAt, headOf, wholeRepository } from "../history/repository.mjs";
import { dockerfilesOf } from "./base-dockerfiles.mjs";
import { notedTags, withdrawalsOf } from "./release-notes.mjs";
import { referencesOf, wholeHistory } from "./references.mjs";

export async function collect(folder, name) {
  const directory = wholeRepository(folder, name);
  const { ref, commit, day } = headOf(directory, ["HEAD"]);
  const history = historyOf(directory, [ref]);
  return {
    source: { repository: "Azure/AzureML-Containers", commit, asOf: day },
    ...(await referencesOf(directory, wholeHistory(directory), notedTags)),
    readme: { commit, day, images: await supportedImages(directory, ref) },
    withdrawn: await withdrawalsOf(directory, history),
    dockerfiles: await dockerfilesOf(directory, history),
  };
}

/** The first column of the table of supported images. */
async function supportedImages(directory, ref) {
  const { "README.md": blob } = filesAt(directory, ref, ["README.md"]);
  const text = blob ? (await textsOf(directory, [blob])).get(blob) : "";
  const cells = [...(text ?? "").matchAll(/^\|\s*`?(?:azureml\/)?([a-z0-9][\w.-]+)`?\s*\|/gm)];
  return cells.map(([, image]) => `azureml/${image}`).sort();
}
