/** The entries of tags.json: `{ key: "azureml/base:1", repository, origin, tag, day }`, with the day of an integer tag. */
export function entriesOf({ repositories }) {
  return Object.entries(repositories).flatMap(([repository, origins]) =>
    Object.entries(origins).flatMap(([origin, text]) =>
      text.split(" ").map((entry) => {
        const [tag, day] = entry.split("@")[0].split("=");
        return { key: `${repository}:${tag}`, repository, origin, tag, day };
      }),
    ),
  );
}
