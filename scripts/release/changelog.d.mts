export declare function sectionOf(
  text: string,
  version: string,
): { readonly date: string | null; readonly body: string } | null;
export declare function withRelease(
  text: string,
  release: { readonly version: string; readonly date: string; readonly facts: string },
): string;
