/** The platform that is built for unless the settings name another. */
export const defaultPlatform = "linux/amd64";

/** A Linux platform with its architecture, as settings and facts files name it: `linux/amd64`, `linux/arm/v7`. */
export const linuxPlatform: RegExp = /^linux\/[a-z0-9]{1,20}(?:\/v[0-9]{1,2})?$/;

const operatingSystems = new Set(
  "linux windows darwin macos freebsd openbsd netbsd solaris android ios".split(" "),
);

/** Aliases of architectures, with the variant that the alias implies. */
const architectures: ReadonlyMap<string, readonly [architecture: string, variant?: string]> =
  new Map([
    ["x86_64", ["amd64"]],
    ["x86-64", ["amd64"]],
    ["aarch64", ["arm64"]],
    ["i386", ["386"]],
    ["armhf", ["arm", "v7"]],
    ["armel", ["arm", "v6"]],
  ]);

/**
 * The canonical form of a platform, as BuildKit uses it: `AMD64` and `linux/x86_64/v1` are `linux/amd64`, `linux/aarch64` is
 * `linux/arm64`, `linux/arm` is `linux/arm/v7`. A single word is an operating system or an architecture of Linux.
 * Follows Normalize and Parse of github.com/containerd/platforms.
 */
export function normalPlatform(text: string): string {
  const [first = "", second, variant] = text.toLowerCase().split("/");
  if (second === undefined && !operatingSystems.has(first)) return canonical("linux", first);
  return canonical(first, second ?? "amd64", variant);
}

function canonical(os: string, alias: string, variant?: string): string {
  const [architecture, implied] = architectures.get(alias) ?? [alias];
  const own = canonicalVariant(architecture, variant ?? implied);
  return own === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${own}`;
}

/** Undefined for the variant that the architecture has by default, which the canonical form leaves out. */
function canonicalVariant(architecture: string, variant: string | undefined): string | undefined {
  if (architecture === "arm") {
    const version = variant ?? "v7";
    return /^[5-8]$/.test(version) ? `v${version}` : version;
  }
  const isDefault =
    (architecture === "arm64" && (variant === "v8" || variant === "8")) ||
    (architecture === "amd64" && variant === "v1");
  return isDefault ? undefined : variant;
}
