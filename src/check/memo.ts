/** Remembers what was computed for a subject, for as long as the subject is used. */
export type Memo = <T>(subject: object, key: string, compute: () => T) => T;

/** One for each run: thousands of files name the same image, and several rules recommend the same replacement. */
export function createMemo(): Memo {
  const computed = new WeakMap<object, Map<string, unknown>>();
  return <T>(subject: object, key: string, compute: () => T): T => {
    let own = computed.get(subject);
    if (!own) computed.set(subject, (own = new Map<string, unknown>()));
    const known = own.get(key);
    if (known !== undefined) return known as T;
    const value = compute();
    own.set(key, value);
    return value;
  };
}
