// Stands in for vscode-languageserver-types in dist/: dockerfile-ast takes two constructors from its 28 kB of declarations,
// which would be read at every start. test/bundle.test.ts holds the two against the original.

export const Position = { create: (line, character) => ({ line, character }) };

export const Range = {
  create: (one, two, three, four) =>
    typeof one === "number"
      ? { start: Position.create(one, two), end: Position.create(three, four) }
      : { start: one, end: two },
};
