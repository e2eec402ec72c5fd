/**
 * An absolute path without `.`, `..` and doubled slashes (Go's path.Clean).
 * @param base the absolute path that a relative one is joined to
 */
export function cleanPath(path: string, base = "/"): string {
  const segments: string[] = [];
  for (const segment of (path.startsWith("/") ? path : `${base}/${path}`).split("/"))
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  return `/${segments.join("/")}`;
}

/** A clean path below another one, from there on: `/b` of `/a/b` below `/a`, empty for `/a` itself. Null if it is not below. */
export function pathBelow(path: string, root: string): string | null {
  if (path === root) return "";
  const prefix = root === "/" ? "" : root;
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : null;
}
