/** Linux accepts no longer path, so BuildKit fails there. Cut off, because repeated joins would take quadratic time. */
const maxLength = 4096;

/**
 * An absolute path without `.`, `..` and doubled slashes (Go's path.Clean).
 * @param base the absolute path that a relative one is joined to
 */
export function cleanPath(path: string, base = "/"): string {
  const isRelative = !path.startsWith("/");
  if (isRelative && base.length >= maxLength) return base;
  const segments: string[] = [];
  for (const segment of (isRelative ? `${base}/${path}` : path).split("/"))
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  return `/${segments.join("/")}`.slice(0, maxLength);
}

/** A clean path below another one, from there on: `/b` of `/a/b` below `/a`, empty for `/a` itself. Null if it is not below. */
export function pathBelow(path: string, root: string): string | null {
  if (path === root) return "";
  const prefix = root === "/" ? "" : root;
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : null;
}
