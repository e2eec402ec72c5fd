const words = (text) => text.replace(/\s+/g, " ").trim();

/** Sentences of Microsoft's articles on which rules rest, and that are not there as decided.yaml quotes them. */
export function* changedSentences({ source, sentences }, quoted) {
  const state = { source: `MicrosoftDocs/azure-ai-docs@${source.commit}`, asOf: source.asOf };
  for (const [key, { path, text }] of Object.entries(quoted)) {
    const found = sentences[key];
    if (found && words(found.text) === words(text)) continue;
    yield { change: `the sentence ${key} is no longer in ${path}: ${words(text)}`, ...state };
  }
}
