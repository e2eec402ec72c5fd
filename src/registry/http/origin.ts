import type { RegistryAccess } from "../../domain/image/registry-access.ts";

/** The origin of a registry, `https://contoso.azurecr.io`; null where its host is not valid. */
export function originOf({ host, insecure }: RegistryAccess): string | null {
  const address = `${insecure ? "http" : "https"}://${host}`;
  return URL.canParse(address) ? new URL(address).origin : null;
}

/** The port of a URL, which a URL leaves empty where it is the default of its scheme. */
export function portOf({ port, protocol }: URL): string {
  return port || (protocol === "https:" ? "443" : "80");
}

/** `contoso.azurecr.io:443`: the host with its port, the same with and without TLS where the port is explicit. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}
