/*
 * The grammar of the OCI distribution specification 1.1 ("Pulling manifests") and of the image specification ("Digests").
 * Checked before a path is built: `../` would ask for another repository, and a short digest is a 500 with docker-registry 2.8.
 */
const part = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const repositoryPattern = new RegExp(`^${part}(?:/${part})*$`);
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const digestPattern = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;
const longestRepository = 255;

export function isRepository(text: string): boolean {
  return text.length <= longestRepository && repositoryPattern.test(text);
}

export function isTag(text: string): boolean {
  return tagPattern.test(text);
}

/** Whether it is a digest of a kind that can be checked. */
export function isDigest(text: string): boolean {
  return digestPattern.test(text);
}
