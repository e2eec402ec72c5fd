/** A user's credentials for one registry. Never shown. */
export type Credentials =
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  | {
      /** Docker's identity token: only a token server accepts it, in exchange for access tokens. */
      readonly kind: "refresh token";
      readonly token: string;
    };
