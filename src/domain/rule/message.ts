/** A message as data, so that text, JSON and SARIF (`message.id` with arguments) say the same. */
export interface Message {
  /** Key of the rule's message templates. */
  readonly id: string;
  readonly arguments: readonly string[];
  /** What is wrong: one sentence with its full stop. */
  readonly problem: string;
  /** What to do: one sentence with its full stop. */
  readonly remedy: string;
}

/** Templates of the sentence that says what is wrong; `{0}` is the first argument. */
export type MessageTemplates = Readonly<Record<string, string>>;

/** Fills a template. The remedy becomes the last argument in SARIF. */
export function message(
  templates: MessageTemplates,
  id: string,
  args: readonly string[],
  remedy: string,
): Message {
  const template = templates[id];
  if (template === undefined) throw new RangeError(`no message template ${id}`);
  const problem = template.replace(/\{(\d+)\}/g, (_, index: string) => args[Number(index)] ?? "");
  return { id, arguments: [...args, remedy.replace(/\.$/, "")], problem, remedy };
}

/** Both sentences. */
export function messageText({ problem, remedy }: Message): string {
  return `${problem} ${remedy}`;
}
