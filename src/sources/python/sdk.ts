import type { DeployedEnvironment, FoundBuild } from "../source-reading.ts";
import { plainRun } from "../found-run.ts";
import { ownEnvironment } from "../own-environment.ts";
import { knownText } from "../value.ts";
import { stringsOf } from "./branches.ts";
import { baseDockerfile, buildOf } from "./builds.ts";
import type { Call } from "./call.ts";
import { argumentOf, callOf, receiverOf } from "./call.ts";
import { condaOf } from "./conda.ts";
import type { Environment } from "./environments.ts";
import { Environments } from "./environments.ts";
import type { Reading } from "./paths.ts";
import { pathOf } from "./paths.ts";
import { environmentMakers, imageArguments, servingCalls } from "./sdk-names.ts";
import { valueOf } from "./string-expression.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { Uses } from "./uses.ts";
import { addAll } from "../../text/list.ts";

/** What the calls of the SDKs say. */
export interface SdkReading {
  readonly uses: Uses;
  readonly builds: readonly FoundBuild[];
  readonly deployed: readonly DeployedEnvironment[];
  /** Named environments, with the strings of their images. */
  readonly defined: readonly {
    readonly name: string;
    readonly images: readonly SyntaxNode[];
    readonly builds: readonly FoundBuild[];
  }[];
}

/** Reads what a program does with environments and images by the SDKs of Azure ML, versions 1 and 2. */
export function readSdk(nodes: readonly SyntaxNode[], reading: Reading): SdkReading {
  const uses = new Uses();
  const environments = new Environments(reading);
  const calls = nodes.flatMap((node) => callOf(reading.text, node) ?? []);
  const versions = pythonVersions(calls, reading.text);
  for (const call of calls) readCall(call, reading, { environments, uses });
  for (const { target, value } of reading.bindings.attributes)
    readSetting({ target, value }, reading, { environments, versions });
  const builds: FoundBuild[] = [];
  const deployed: DeployedEnvironment[] = [];
  const defined: SdkReading["defined"][number][] = [];
  for (const environment of environments.all()) {
    if (environment.kind === "made") {
      const own = readMade(environment, reading, uses);
      addAll(builds, own.builds);
      if (own.name !== null) defined.push({ ...own, name: own.name });
    } else addAll(deployed, readNamed(environment, reading, uses));
  }
  return { uses, builds, deployed, defined };
}

interface Collected {
  readonly environments: Environments;
  readonly uses: Uses;
}

function readCall(call: Call, reading: Reading, { environments, uses }: Collected): void {
  const { name, keywords } = call;
  const serves = servingCalls.has(name);
  if (environmentMakers.has(name) || name === "get" || name === "load_environment")
    environments.of(call.node);
  const environment = keywords.get("environment");
  if (environment && !environmentMakers.has(name) && !/^(?:begin_)?create_or_update$/.test(name))
    for (const one of environments.of(environment)) {
      one.serves ||= serves;
      one.isUsed = true;
    }
  if (name === "image_configuration") {
    const images = [keywords.get("base_image")].filter((node) => node !== undefined);
    const conda = argumentOf(call, "conda_file");
    environments.get(call.node, {
      kind: "made",
      images,
      conda: conda && condaOf(conda, reading),
      serves: true,
    });
  }
  for (const argument of imageArguments)
    for (const image of stringsOfArgument(keywords.get(argument), reading))
      uses.add(image, { run: plainRun });
}

function stringsOfArgument(node: SyntaxNode | undefined, reading: Reading): readonly SyntaxNode[] {
  return node ? stringsOf(node, reading) : [];
}

/** `dependencies.set_python_version("3.8")`, by the name of the variable. */
function pythonVersions(calls: readonly Call[], text: string): ReadonlyMap<string, SyntaxNode> {
  const versions = new Map<string, SyntaxNode>();
  for (const call of calls) {
    if (call.name !== "set_python_version") continue;
    const receiver = receiverOf(call);
    const version = argumentOf(call, "version", 0);
    if (receiver && version) versions.set(text.slice(receiver.start, receiver.end), version);
  }
  return versions;
}

interface Known {
  readonly environments: Environments;
  readonly versions: ReadonlyMap<string, SyntaxNode>;
}

/** Longer names are of no setting. */
const maxTarget = 300;

function readSetting(
  { target, value }: { readonly target: SyntaxNode; readonly value: SyntaxNode },
  reading: Reading,
  { environments, versions }: Known,
): void {
  if (target.end - target.start > maxTarget) return;
  const path = reading.text.slice(target.start, target.end).replace(/\s+/g, "");
  const setting =
    /\.(docker\.base_image|docker\.base_dockerfile|python\.conda_dependencies|python\.user_managed_dependencies|environment)$/.exec(
      path,
    )?.[1];
  if (setting === undefined) return;
  if (setting === "environment") {
    for (const one of environments.of(value)) one.isUsed = true;
    return;
  }
  const owner = target.first?.first;
  if (!owner) return;
  for (const one of environments.settingsOf(owner))
    switch (setting) {
      case "docker.base_image":
        if (value.name !== "None") one.images.push(value);
        break;
      case "docker.base_dockerfile":
        if (value.name !== "None") one.dockerfiles.push(value);
        break;
      case "python.conda_dependencies":
        one.conda = condaOf(value, reading, (name) => versions.get(name) ?? null);
        break;
      case "python.user_managed_dependencies":
        if (reading.text.slice(value.start, value.end) === "True") one.conda = null;
        break;
    }
}

function readMade(
  environment: Environment,
  reading: Reading,
  uses: Uses,
): { name: string | null; images: readonly SyntaxNode[]; builds: readonly FoundBuild[] } {
  const { serves, conda } = environment;
  const name = environment.name && knownString(environment.name, reading);
  const images = environment.images.flatMap((image) => stringsOf(image, reading));
  for (const image of images) uses.add(image, { run: { ...plainRun, serves, conda } });
  const use = { name: name === null ? "environment" : `environment \`${name}\``, serves };
  const builds = [
    ...environment.builds.flatMap((build) => buildOf(build, use, reading)),
    ...environment.dockerfiles
      .flatMap((dockerfile) => stringsOf(dockerfile, reading))
      .flatMap((dockerfile) => baseDockerfile(dockerfile, use, reading, uses)),
  ];
  return { name, images, builds };
}

function readNamed(
  { kind, name, version, label, isInRegistry, serves, isUsed }: Environment,
  reading: Reading,
  uses: Uses,
): readonly DeployedEnvironment[] {
  if (!name) return [];
  if (kind === "file") return serves ? [{ kind, value: pathOf(name, reading) }] : [];
  return stringsOf(name, reading).flatMap((node): DeployedEnvironment | readonly [] => {
    const run = isUsed || kind === "named" ? { ...plainRun, serves } : null;
    uses.add(node, { run, version, label, isInRegistry });
    const string = serves && !isInRegistry ? reading.strings.read(node) : null;
    return (string && ownEnvironment(valueOf(string).value, true)) ?? [];
  });
}

function knownString(node: SyntaxNode, reading: Reading): string | null {
  const [only, ...more] = stringsOf(node, reading);
  const string = only && more.length === 0 ? reading.strings.read(only) : null;
  return knownText(string && valueOf(string).value);
}
