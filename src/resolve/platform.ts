/** Operating systems and architectures that containerd's platforms package accepts alone, without the other. */
const single =
  /^(aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|linux|nacl|netbsd|openbsd|plan9|solaris|windows|zos|386|amd64|amd64p32|arm|armbe|arm64|arm64be|ppc64|ppc64le|loong64|mips|mipsle|mips64|mips64le|mips64p32|mips64p32le|ppc|riscv|riscv64|s390|s390x|sparc|sparc64|wasm|aarch64|x86_64|x86-64|i386|armhf|armel|macos)(\([A-Za-z0-9_.-]*\))?$/i;
const part = /^[A-Za-z0-9_.-]+$/;

/** Whether `--platform` names a platform: os, arch, os/arch or os/arch/variant. */
export function isPlatform(text: string): boolean {
  const [os = "", ...rest] = text.split("/");
  if (rest.length === 0) return single.test(os);
  return (
    rest.length <= 2 &&
    part.test(os.replace(/\([A-Za-z0-9_.-]*\)$/, "")) &&
    rest.every((item) => part.test(item))
  );
}
