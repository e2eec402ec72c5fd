/** A registry host without `:443`, which https implies: `mcr.microsoft.com:443` is `mcr.microsoft.com`. Case is kept. */
export function withoutDefaultPort(host: string): string {
  return host.replace(/:0*443$/, "");
}
