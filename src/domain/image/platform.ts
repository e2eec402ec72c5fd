const architectures = new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["aarch64", "arm64"],
  ["i386", "386"],
  ["armhf", "arm/v7"],
  ["armel", "arm/v6"],
]);

/**
 * A platform in one form, however it is spelt: `AMD64` and `linux/x86_64/v1` are `linux/amd64`, `arm64` is `linux/arm64`
 * (github.com/containerd/platforms, Normalize and Parse, for Linux; a name of its own that is no architecture is an OS).
 */
export function normalPlatform(text: string): string {
  const [first = "", second, third] = text.toLowerCase().split("/");
  const isOs = /^(?:linux|windows|darwin|macos|freebsd|openbsd|netbsd|solaris|android|ios)$/.test(
    first,
  );
  const [os, written, variant] =
    second === undefined && !isOs ? ["linux", first, undefined] : [first, second ?? "amd64", third];
  const [architecture = "", implied] = (architectures.get(written) ?? written).split("/");
  const own = variant ?? implied ?? (architecture === "arm" ? "v7" : undefined);
  const isUsual =
    (architecture === "arm64" && own === "v8") || (architecture === "amd64" && own === "v1");
  return own === undefined || isUsual ? `${os}/${architecture}` : `${os}/${architecture}/${own}`;
}
