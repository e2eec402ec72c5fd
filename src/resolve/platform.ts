/** Operating systems and architectures that containerd's platforms package accepts alone, without the other. */
const systems =
  /^(aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|linux|nacl|netbsd|openbsd|plan9|solaris|windows|zos|macos)$/i;
const architectures =
  /^(386|amd64|amd64p32|arm|armbe|arm64|arm64be|ppc64|ppc64le|loong64|mips|mipsle|mips64|mips64le|mips64p32|mips64p32le|ppc|riscv|riscv64|s390|s390x|sparc|sparc64|wasm|aarch64|x86_64|x86-64|i386|armhf|armel)$/i;

/** An operating system, in parentheses its version and, each after a `+`, its features. */
const system =
  /^(?<name>[A-Za-z0-9_-]+)(?<options>\((?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})*(?:\+(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})+)*\))?$/;
const part = /^[A-Za-z0-9_.-]+$/;

/** Whether `--platform` names a platform: os, arch, os/arch or os/arch/variant. */
export function isPlatform(text: string): boolean {
  const [os = "", ...rest] = text.split("/");
  const { name = "", options } = system.exec(os)?.groups ?? {};
  if (name === "") return false;
  if (rest.length === 0)
    return systems.test(name) || (options === undefined && architectures.test(name));
  return rest.length <= 2 && rest.every((item) => part.test(item));
}
