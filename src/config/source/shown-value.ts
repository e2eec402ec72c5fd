/** A name from a file in a message: bare where it is plain, else quoted, and never long. */
export function shownName(name: string): string {
  return /^[\w./@-]{1,80}$/.test(name) ? name : shownText(name);
}

/** Text from a file in a message: quoted and shortened, with nothing that a terminal would execute or reorder. */
export function shownText(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
