export declare function versionsIn(
  text: string,
): readonly { readonly version: string; readonly line: number }[];
export declare function withVersion(text: string, version: string): string;
export declare function versionedFiles(paths: readonly string[]): readonly string[];
export declare function compareVersions(a: string, b: string): number;
