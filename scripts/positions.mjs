// Replaces vscode-languageserver-types in dist/. dockerfile-ast uses two constructors of its 28 kB, which every start would load.
// test/bundle.test.ts compares them with the original.

export const Position = { create: (line, character) => ({ line, character }) };

export const Range = {
  create: (one, two, three, four) =>
    typeof one === "number"
      ? { start: Position.create(one, two), end: Position.create(three, four) }
      : { start: one, end: two },
};
