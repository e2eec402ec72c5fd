import fc from "fast-check";
import { expect, test } from "vitest";
import { listMark, StreamedList } from "../../src/report/log-safe-json.ts";

/** Also values that look like the mark of the list. */
const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("\0list", '"\\u0000list"'));
const fields = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), value, { noNullPrototype: true });

test("a document written item by item is the same text as one written at once", () => {
  fc.assert(
    fc.property(fields, fc.array(value), fields, fc.boolean(), (head, items, tail, nested) => {
      const document = (inner: object): object => (nested ? { runs: [inner] } : inner);
      const before = Object.fromEntries(Object.entries(head).map(([key, own]) => [`${key}A`, own]));
      const after = Object.fromEntries(Object.entries(tail).map(([key, own]) => [`${key}Z`, own]));
      const list = new StreamedList();
      const text = [
        list.begin(document({ ...before, list: listMark })),
        ...items.map((item) => list.add(list.item(item))),
        list.end(document({ list: listMark, ...after })),
      ].join("");
      const whole = document({ ...before, list: items, ...after });
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(whole)));
      if (!/[^ -~]|##/.test(JSON.stringify(whole)))
        expect(text).toBe(`${JSON.stringify(whole, null, 2)}\n`);
    }),
  );
});
