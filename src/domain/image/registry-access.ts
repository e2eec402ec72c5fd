/** A registry that the user allowed, with its credentials. It comes from the user's own settings, never from a repository's. */
export interface RegistryAccess {
  /** Host in lower case, with its port unless that is 443: `contoso.azurecr.io`, `localhost:5000`. */
  readonly host: string;
  /** Use plain http. */
  readonly insecure: boolean;
  /** The URL of a token server on another host, to which credentials may be sent; null for none. */
  readonly realm: string | null;
  readonly username: string | null;
  readonly password: string | null;
  /** A bearer token, sent unchanged. */
  readonly token: string | null;
}
