/** What to do about a finding. */
export interface Remedy {
  /** One sentence with its full stop: JSON and SARIF. */
  readonly text: string;
  /** What to write, for the arrow of the text report: a whole reference or an instruction; else what to do, without a full stop. */
  readonly action: string;
  /** Why this one, what else changes, and what to know of it: clauses, none where nothing more needs saying. */
  readonly details: readonly string[];
  /** The image stays: where another remedy at the same place leads to another one, that is the one to follow. */
  readonly keepsImage?: boolean;
}

/** A message as data, so that every format says the same and any format can be made from a JSON report. */
export interface Message {
  /** Key of the rule's messages. SARIF `message.id`. */
  readonly id: string;
  /** Values of the template's parameters, in their order. */
  readonly arguments: readonly string[];
  /** The fault first, without the name of the image and without a full stop; at most 50 characters besides values. */
  readonly short: string;
  /** The fault in one sentence with its full stop. */
  readonly long: string;
  readonly remedy: Remedy;
}

/** The two texts of a message with `{0}` for the first parameter. */
export interface MessageTemplate {
  readonly parameters: readonly string[];
  readonly short: string;
  readonly long: string;
}

/** Templates by message id. */
export type MessageTemplates = Readonly<Record<string, MessageTemplate>>;

type Values<Parameter extends string> = Readonly<Record<Parameter, string>>;

/** Makes a message from values, one for each parameter; also the template of what it makes. */
export interface MessageFunction<Parameter extends string = never> extends MessageTemplate {
  (values: Values<Parameter>, remedy: Remedy): Message;
}

/**
 * Defines a message of a rule. The two texts only insert values: what they depend on otherwise takes a message of its own.
 * @param id the key it has among the rule's messages
 */
export function defineMessage<const Parameter extends string>(
  id: string,
  parameters: readonly Parameter[],
  short: (values: Values<Parameter>) => string,
  long: (values: Values<Parameter>) => string,
): MessageFunction<Parameter> {
  const make = (values: Values<Parameter>, remedy: Remedy): Message => ({
    id,
    arguments: parameters.map((parameter) => values[parameter]),
    short: short(values),
    long: long(values),
    remedy,
  });
  // Only SARIF reads templates, so that they are made when they are read.
  const template = (text: (values: Values<Parameter>) => string) => ({
    get: () => text(placeholders(parameters)),
    enumerable: true,
  });
  return Object.defineProperties(make, {
    parameters: { value: parameters, enumerable: true },
    short: template(short),
    long: template(long),
  }) as MessageFunction<Parameter>;
}

/** `{0}` for the first parameter, and so on. */
function placeholders<Parameter extends string>(
  parameters: readonly Parameter[],
): Values<Parameter> {
  return Object.fromEntries(
    parameters.map((parameter, index) => [parameter, `{${index}}`]),
  ) as Values<Parameter>;
}

/** A remedy that is only an instruction to the reader: `Save it as UTF-8`. */
export function advice(action: string): Remedy {
  return { text: `${action}.`, action, details: [] };
}

/** The short message as a sentence, then the remedy: what SARIF shows, and what distinguishes two findings at one place. */
export function messageText({ short, remedy }: Message): string {
  return `${sentenceCase(short)}. ${remedy.text}`;
}

/** With a capital at the start; a value keeps its case. */
export function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Without the last full stop, for use within another message. */
export function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}
