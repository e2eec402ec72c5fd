/**
 * The grammar of names on registries: OCI distribution specification 1.1 ("Pulling manifests"), OCI image specification
 * ("Digests"), and github.com/distribution/reference for lengths.
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

/** No control characters and no unpaired surrogates. 256 is longer than any user name, and short enough for a message. */
const userPattern = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

/** A user as an image config may name it: `dockeruser`, `1000:1000`. */
export function isImageUser(text: string): boolean {
  return userPattern.test(text);
}
