/**
 * The declarations of an entry and of everything it refers to, as the text of one file.
 * @param root a directory that holds all these modules
 * @param entry a TypeScript file, relative to the root
 * @throws Error with the compiler's message if an exported value has no type
 */
export function bundleDeclarations(root: string, entry: string): string;
