/**
 * What an image config may state of an image besides its day, its user and its variables: the same for a registry, the cache and
 * a facts file. Anything else in these places states nothing, since anyone can write there.
 */

const ubuntu = /^ubuntu[1-9]\d\.(?:04|06|10)$/;

/** A release of Ubuntu as facts name it: `ubuntu22.04`. */
export function isUbuntuRelease(text: string): boolean {
  return ubuntu.test(text);
}

const version = /^\d{1,3}(?:\.\d{1,4}){1,3}$/;

/** The version of CUDA as NVIDIA's images state it: `12.4.1`. */
export function isCudaVersion(text: string): boolean {
  return version.test(text);
}

/** Absolute, of printable ASCII without blanks and `:`, which separates paths. 256 is short enough for a message. */
const path = /^\/[!-9;-~]{1,255}$/;

/** The folder of a conda environment: `/azureml-envs/minimal`. */
export function isCondaPath(text: string): boolean {
  return path.test(text);
}
