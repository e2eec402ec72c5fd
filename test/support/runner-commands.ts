/** What a runner takes a line of a log for. */
export interface RunnerCommand {
  /** `error`, `task.logissue`. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Commands that the runner of GitHub Actions has; it ignores any other name. */
const githubNames: ReadonlySet<string> = new Set([
  ...["internal-set-repo-path", "set-env", "set-output", "save-state", "add-mask", "add-path"],
  ...["add-matcher", "remove-matcher", "warning", "error", "notice", "debug"],
  ...["group", "endgroup", "echo", "stop-commands"],
]);

/**
 * The commands that the runner of GitHub Actions executes of a log, as `ActionCommand` and `ActionCommandManager` of
 * actions/runner read it: `::name key=value,key=value::data` first in a line, whatever blanks stand before it, else
 * `##[name key=value;key=value]data` anywhere in a line. It reads both streams line by line.
 */
export function githubCommandsIn(log: string): readonly RunnerCommand[] {
  return linesOf(log).flatMap((line) => secondVersion(line) ?? firstVersion(line) ?? []);
}

function secondVersion(line: string): RunnerCommand | null {
  const text = line.trimStart();
  if (!text.startsWith("::")) return null;
  const end = text.indexOf("::", 2);
  if (end < 0) return null;
  const { name, properties } = nameAndProperties(text.slice(2, end));
  if (!githubNames.has(name.toLowerCase())) return null;
  const unescaped = (value: string, marks: readonly (readonly [string, string])[]): string =>
    [...marks, ["%25", "%"] as const].reduce(
      (all, [mark, character]) => all.replaceAll(mark, character),
      value,
    );
  const ofData = [["%0D", "\r"] as const, ["%0A", "\n"] as const];
  const ofProperties = [...ofData, ["%3A", ":"] as const, ["%2C", ","] as const];
  return {
    name,
    properties: pairs(properties.trim(), ",", (value) => unescaped(value, ofProperties)),
    data: unescaped(text.slice(end + 2), ofData),
  };
}

function firstVersion(line: string): RunnerCommand | null {
  const command = bracketCommand(line, "##[");
  return command && githubNames.has(command.name.toLowerCase()) ? command : null;
}

/**
 * The commands that the agent of Azure Pipelines executes of a log, as `Command` of microsoft/azure-pipelines-agent reads it:
 * `##vso[area.event key=value;key=value]data` anywhere in a line.
 */
export function azureCommandsIn(log: string): readonly RunnerCommand[] {
  return linesOf(log).flatMap((line) => {
    const command = bracketCommand(line, "##vso[");
    return command?.name.split(".").filter((part) => part !== "").length === 2 ? command : [];
  });
}

function bracketCommand(line: string, prefix: string): RunnerCommand | null {
  const start = line.indexOf(prefix);
  const end = start < 0 ? -1 : line.indexOf("]", start);
  if (end < 0) return null;
  const { name, properties } = nameAndProperties(line.slice(start + prefix.length, end));
  const unescaped = (value: string): string =>
    value
      .replaceAll("%3B", ";")
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%5D", "]")
      .replaceAll(prefix === "##[" ? "%25" : "%AZP25", "%");
  return {
    name,
    properties: pairs(properties, ";", unescaped),
    data: unescaped(line.slice(end + 1)),
  };
}

function nameAndProperties(info: string): { readonly name: string; readonly properties: string } {
  const space = info.indexOf(" ");
  return space < 0
    ? { name: info, properties: "" }
    : { name: info.slice(0, space), properties: info.slice(space + 1) };
}

function pairs(
  text: string,
  separator: string,
  unescaped: (value: string) => string,
): Readonly<Record<string, string>> {
  const entries = text.split(separator).flatMap((pair) => {
    const [, key, value] = /^=*([^=]+)=+(.+)$/s.exec(pair) ?? [];
    return key === undefined || value === undefined ? [] : [[key, unescaped(value)] as const];
  });
  return Object.fromEntries(entries);
}

function linesOf(log: string): readonly string[] {
  return log.split(/\r\n|[\r\n]/);
}
