// The forms of names, versions and days in the data.
const component = String.raw`[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*`;

export const grammar = {
  repository: new RegExp(`^azureml(?:/${component})+$`),
  external: new RegExp(`^(?=[^/]*\\.)${component}(?:/${component})+$`),
  family:
    /^(?:inference|inference-base|curated-inference|unverified|base|curated|acpt|assets|promptflow|other)$/,
  os: /^[a-z-]+\d+(?:\.\d+)*$/,
  python: /^\d+\.\d+$/,
  cuda: /^\d+(?:\.\d+)*$/,
  user: /^\S+$/,
  framework: /^[a-z][a-z-]*(?: [\d.]+)?(?: \+ [a-z][a-z-]*(?: [\d.]+)?)*$/,
  parent: /^\S+$/,
  conda: /^\/\S+$/,
  processor: /^(?:cpu|gpu)$/,
  support: /^(?:listed|published|dropped|withdrawn|never-listed)$/,
  variable: /^[A-Z_][A-Z0-9_]*$/,
  basis: /^(?:documented|inferred|extend)$/,
  tag: /^(\w[\w.-]{0,127})(?:=(\d{4}-\d\d-\d\d))?@[0-9a-f]{7,40}(?::\S+)?$/,
  /** Of a tag that only the registry has. */
  answeredTag: /^(\w[\w.-]{0,127})(?:=(\d{4}-\d\d-\d\d))?$/,
  digest: /^([0-9a-f]{64})(?:=(\w[\w.-]{0,127})|<(\d{4}-\d\d-\d\d))@[0-9a-f]{7,40}(?::\S+)?$/,
  cycle: /^(?:azure-linux|debian|python|ubuntu) \d+(?:\.\d+)*$/,
  ranges: /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/,
  line: /^\d+\.\d+$/,
  environment: /^[A-Za-z0-9][\w.-]{0,254}$/,
};

export const isDay = (text) =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** A source has a name, and a day unless it has none. */
export const isSource = ({ source, name = source, asOf }) =>
  typeof name === "string" && name !== "" && (asOf === undefined || isDay(asOf));

export const isDatedSource = (source) => isSource(source) && source.asOf !== undefined;

export const isSorted = (items, compare) =>
  items.every((item, index) => index === 0 || compare(items[index - 1], item) < 0);
