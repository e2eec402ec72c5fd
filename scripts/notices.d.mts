export interface BundledPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly address: string | null;
  readonly embedded: readonly { readonly name: string }[];
}
export declare function packageFolders(inputs: Iterable<string>): readonly string[];
export declare function bundledPackages(
  folders: readonly string[],
  root?: string,
): readonly BundledPackage[];
export declare function thirdPartyNotices(folders: readonly string[], root?: string): string;
