export declare function packageFolders(inputs: Iterable<string>): readonly string[];
export declare function thirdPartyNotices(folders: readonly string[], root?: string): string;
