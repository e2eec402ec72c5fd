export interface Pin {
  readonly commit: string;
  readonly comment: string;
}
export declare function pinsIn(text: string): readonly Pin[];
export declare function withPin(
  text: string,
  pin: { readonly commit: string; readonly version: string },
): string;
