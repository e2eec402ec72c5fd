/** A registry host without `:443`, which https implies: `mcr.microsoft.com:443` is `mcr.microsoft.com`. Case is kept. */
export function withoutDefaultPort(host: string): string {
  return host.replace(/:0*443$/, "");
}

/** The one name of Docker Hub, which has several hosts; other hosts as they are, without the default port. @param host in lower case */
export function dockerHubName(host: string): string {
  const name = withoutDefaultPort(host);
  return name === "index.docker.io" || name === "registry-1.docker.io" ? "docker.io" : name;
}
