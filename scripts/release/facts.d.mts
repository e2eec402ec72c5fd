export declare function catalogueFile(root: string): string;
export declare function catalogueText(data: Readonly<Record<string, unknown>>): string;
export declare function factsSince(root: string, tag: string): Promise<string>;
