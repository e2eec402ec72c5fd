/**
 * Whether a USER value is root. Docker takes the part before the first `:`; empty, `root` and what Go's Atoi reads as 0 are
 * uid 0 (moby: the user of an image config; BuildKit passes the value on unchanged).
 */
export function isRootUser(user: string): boolean {
  const [name = ""] = user.split(":", 1);
  return name === "" || name === "root" || /^[+-]?0+$/.test(name);
}
