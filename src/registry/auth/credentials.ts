/** What a user has for one registry. Never shown. */
export type Credentials =
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  | {
      /** Docker's identity token: a token server gives access tokens for it, a registry takes it not. */
      readonly kind: "refresh token";
      readonly token: string;
    };
