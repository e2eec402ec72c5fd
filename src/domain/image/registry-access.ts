/** A registry that the user allowed, and how to speak to it. Only the user's own settings make one, never a repository's. */
export interface RegistryAccess {
  /** Host in lower case, with its port where that is not 443: `contoso.azurecr.io`, `localhost:5000`. */
  readonly host: string;
  /** Plain http. */
  readonly insecure: boolean;
  /** The token server, where it is another host than the registry; credentials may go there. */
  readonly realm: string | null;
  readonly username: string | null;
  readonly password: string | null;
  /** A bearer token that is sent as it is. */
  readonly token: string | null;
}
