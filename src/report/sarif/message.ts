import type { Message as SarifMessage, MultiformatMessageString } from "sarif";
import type { Message, MessageTemplates } from "../../domain/rule/message.ts";
import { messageText } from "../../domain/rule/message.ts";

const placeholder = /\{(\d+)\}/g;
const placeholderOrBrace = /\{\d+\}|[{}]/g;

/** The rule's templates with the remedy as one more argument, a sentence of its own; SARIF doubles braces that mean braces. */
export function messageStrings(
  templates: MessageTemplates,
): Record<string, MultiformatMessageString> {
  return Object.fromEntries(
    Object.entries(templates).map(([id, template]) => {
      const sarifTemplate = template.replace(placeholderOrBrace, (part) =>
        part.length > 1 ? part : part + part,
      );
      return [id, { text: `${sarifTemplate} {${argumentCount(template)}}.` }];
    }),
  );
}

/**
 * One message both ways: as text, which GitHub reads, and as template with arguments, which lets viewers translate. Both come
 * from the same arguments, so that they say the same.
 * @param more sentences after the remedy, without the last full stop
 */
export function sarifMessage(
  message: Message,
  templates: MessageTemplates,
  more: readonly string[] = [],
): SarifMessage {
  const template = templates[message.id];
  const remedy = [withoutStop(unlinked(message.remedy)), ...more].join(". ");
  if (template === undefined) return { text: `${unlinked(message.problem)} ${remedy}.` };
  const count = argumentCount(template);
  const values = Array.from({ length: count }, (_, index) =>
    unlinked(index < message.arguments.length - 1 ? (message.arguments[index] ?? "") : ""),
  );
  const problem = template.replace(placeholder, (_, index: string) => values[Number(index)] ?? "");
  return { text: `${problem} ${remedy}.`, id: message.id, arguments: [...values, remedy] };
}

/** Both sentences, without the last full stop, for use within another message. */
export function sentences(message: Message): string {
  return withoutStop(unlinked(messageText(message)));
}

/** `](` makes a link of the text before it, and a Dockerfile may hold any text. */
export function unlinked(text: string): string {
  return text.replaceAll("](", "\\](");
}

/** How many arguments the template has: the number of the remedy's placeholder. */
function argumentCount(template: string): number {
  const indices = [...template.matchAll(placeholder)].map((match) => Number(match[1]));
  return Math.max(-1, ...indices) + 1;
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}
