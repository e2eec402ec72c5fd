/**
 * Names as registries know them: OCI distribution specification 1.1 ("Pulling manifests"), image specification ("Digests"), and
 * distribution/reference for lengths.
 */

/** distribution/reference: RepositoryNameTotalLengthMax. */
export const maxNameLength = 255;

const component = String.raw`[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*`;
const repositoryPattern = new RegExp(`^${component}(?:/${component})*$`);
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;

/** `azureml/minimal-py312-inference` */
export function isRepositoryName(text: string): boolean {
  return text.length <= maxNameLength && repositoryPattern.test(text);
}

export function isTag(text: string): boolean {
  return tagPattern.test(text);
}

/** `sha256:…`, in lower case. */
export function isDigest(text: string): boolean {
  return digestPattern.test(text);
}

/** Without control characters and halves of surrogate pairs; longer than any name, and short enough to be shown. */
const userPattern = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

/** A user as the config of an image may name one: `dockeruser`, `1000:1000`. */
export function isImageUser(text: string): boolean {
  return userPattern.test(text);
}
