import type { Piece } from "../../text/embedded-text.ts";
import { EmbeddedText } from "../../text/embedded-text.ts";
import type { FoundText } from "../source-reading.ts";
import { stringsOf } from "./branches.ts";
import type { Call } from "./call.ts";
import { argumentOf } from "./call.ts";
import { embeddedText } from "./embedded-strings.ts";
import type { Reading } from "./paths.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { childrenOf, withoutParentheses } from "./syntax-tree.ts";

/** Calls of the standard library whose first argument is a command. */
const runners: ReadonlySet<string> = new Set([
  "system",
  "popen",
  "run",
  "call",
  "check_call",
  "check_output",
  "Popen",
  "getoutput",
  "getstatusoutput",
]);

const builders = /\b(?:docker|podman|nerdctl|buildah|az)\b/;

/** The commands of a call, as text of a shell: they count only as builds, because what is in a longer string is no reference. */
export function commandsOf(call: Call, reading: Reading): readonly FoundText[] {
  const command = runners.has(call.name) ? argumentOf(call, "args", 0) : null;
  if (!command) return [];
  const [value, ...more] = valuesOf(command, reading);
  const list = value && more.length === 0 ? withoutParentheses(value) : null;
  if (list?.name === "ArrayExpression") return ofList(list, reading);
  return stringsOf(command, reading).flatMap((node) => {
    const string = reading.strings.read(node);
    return string ? ofText(embeddedText(string)) : [];
  });
}

function valuesOf(node: SyntaxNode, { text, bindings }: Reading): readonly SyntaxNode[] {
  return node.name === "VariableName"
    ? bindings.valuesAt(text.slice(node.start, node.end), node)
    : [node];
}

function ofText(text: EmbeddedText): readonly FoundText[] {
  if (!builders.test(text.text) || !/\bbuild\b/.test(text.text)) return [];
  return [{ kind: "shell", path: null, text, buildsOnly: true }];
}

/** Longer lists are no commands. */
const maxWords = 200;

/** The words of a list are quoted where a shell needs it; one that is not known is a variable. */
function ofList(list: SyntaxNode, reading: Reading): readonly FoundText[] {
  const items = childrenOf(list).filter(({ name }) => name !== "," && name !== "Comment");
  if (items.length > maxWords) return [];
  const pieces: Piece[] = [];
  let text = "";
  for (const item of items) {
    const string = reading.strings.read(item) ?? reading.strings.constant(withoutParentheses(item));
    const word = string ? embeddedText(string) : null;
    const isPlain = word !== null && /^(?:[\w./:=@%+,-]|\$\{\w+\})+$/.test(word.text);
    const shown =
      word === null
        ? '"${value}"'
        : isPlain
          ? word.text
          : `'${word.text.replaceAll("'", "'\\''")}'`;
    const span = word ? word.span({ start: 0, end: word.text.length }) : item;
    if (text !== "") text += " ";
    pieces.push({
      at: text.length,
      length: shown.length,
      from: span.start,
      fromLength: span.end - span.start,
    });
    text += shown;
  }
  return ofText(new EmbeddedText(text, pieces, () => null));
}
