import type { Position as LspPosition, Range as LspRange } from "vscode-languageserver-types";

export declare const Position: { create(line: number, character: number): LspPosition };
export declare const Range: {
  create(one: number, two: number, three: number, four: number): LspRange;
  create(one: LspPosition, two: LspPosition): LspRange;
};
