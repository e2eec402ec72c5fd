import type { Message as SarifMessage, MultiformatMessageString } from "sarif";
import type { Message, MessageTemplates } from "../../domain/rule/message.ts";
import { sentenceCase, withoutStop } from "../../domain/rule/message.ts";

const placeholder = /\{(\d+)\}/g;
const placeholderOrBrace = /\{\d+\}|[{}]/g;

/** The rule's short messages with the remedy as one more argument; in SARIF braces that are no placeholders are doubled. */
export function messageStrings(
  templates: MessageTemplates,
): Record<string, MultiformatMessageString> {
  return Object.fromEntries(
    Object.entries(templates).map(([id, { short, parameters }]) => {
      const sarifTemplate = sentenceCase(short).replace(placeholderOrBrace, (part) =>
        part.length > 1 ? part : part + part,
      );
      return [id, { text: `${sarifTemplate}. {${parameters.length}}.` }];
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
  const remedy = [withoutStop(unlinked(message.remedy.text)), ...more].join(". ");
  if (template === undefined)
    return { text: `${unlinked(sentenceCase(message.short))}. ${remedy}.` };
  const values = template.parameters.map((_, index) => unlinked(message.arguments[index] ?? ""));
  const short = sentenceCase(template.short).replace(
    placeholder,
    (_, index: string) => values[Number(index)] ?? "",
  );
  return { text: `${short}. ${remedy}.`, id: message.id, arguments: [...values, remedy] };
}

/** Foreign text that cannot make a link: viewers read `[text](target)` in messages. */
export function unlinked(text: string): string {
  return text.replaceAll("](", "\\](");
}
