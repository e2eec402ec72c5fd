import type { ExplicitUser, StageUser } from "../domain/build/build.ts";
import type { ArgInstruction, Instruction, Problem, Text } from "../domain/build/dockerfile.ts";
import { WordError } from "../shell/word-error.ts";
import { isUnknown } from "../shell/unresolved.ts";
import type { BuildArgs } from "./global-scope.ts";
import { mayBeOfImage, rejectedValues } from "./rejected-values.ts";
import { requiredProblems, syntaxProblem } from "./rejections.ts";
import type { ExpandedText, Scope } from "./scope.ts";
import { distinct } from "./scope.ts";
import type { AbsentPaths } from "./stage-files.ts";
import { pointedFolder, StageEnvironments } from "./stage-environments.ts";
import { StageFiles } from "./stage-files.ts";
import { declareWithoutValue, setAnyVariable, setToBuildArg, setVariable } from "./variables.ts";

/** The result of executing the instructions of one stage. */
export interface FollowedStage {
  readonly user: StageUser;
  /** Every USER that it runs. */
  readonly users: readonly ExplicitUser[];
  /** The USER of its own ONBUILD triggers, as far as they are known without the build that runs them. */
  readonly triggerUsers: readonly ExplicitUser[];
  readonly files: StageFiles;
  readonly environments: StageEnvironments;
  /** The folder of the conda environment that Azure ML's server is told to use; null for none. */
  readonly pointsTo: string | null;
  /** What BuildKit rejects only if it builds the stage. */
  readonly problems: readonly Problem[];
}

export interface FollowContext {
  readonly escape: string;
  readonly buildArgs: BuildArgs;
  readonly global: Scope;
}

/** The instruction after ONBUILD, and the first line of the ONBUILD. */
export interface Trigger {
  readonly instruction: Instruction;
  readonly problems: readonly Problem[];
  readonly line: number;
}

/**
 * Executes ARG, ENV, USER, WORKDIR and COPY of a stage in the scope of its base. The ONBUILD triggers of the base run first.
 */
export function followStage(
  stage: {
    readonly index: number;
    /** How its paths take what the file does not set. */
    readonly absentPaths: AbsentPaths;
    readonly triggers: readonly Trigger[];
    readonly instructions: readonly Instruction[];
  },
  base: Pick<FollowedStage, "user" | "files"> | null,
  scope: Scope,
  context: FollowContext,
): FollowedStage {
  const problems: Problem[] = [];
  let user: StageUser = base?.user ?? { kind: "inherited" };
  const users: ExplicitUser[] = [];
  const files = new StageFiles(stage.absentPaths, base?.files.workdir);
  const environments = new StageEnvironments();
  const expand = (text: Text): ExpandedText => {
    const expanded = scope.expand(text, context.escape);
    problems.push(...requiredProblems(expanded, text.region, mayBeOfImage(expanded)));
    return expanded;
  };
  const run = (instruction: Instruction, onbuild: boolean, line: number): void => {
    try {
      switch (instruction.keyword) {
        case "ARG":
          declareArgs(instruction, scope, context, expand);
          break;
        case "ENV": {
          // All values are expanded with the variables from before the instruction.
          const pairs = instruction.pairs.map(({ name, value }) => ({
            name: expand(name),
            value: expand(value),
            written: value,
          }));
          for (const { name, value, written } of pairs)
            if (isUnknown(name.masked)) setAnyVariable(scope, name);
            else setVariable(scope, "ENV", name.text, withName(value, name), written);
          break;
        }
        case "USER": {
          const expansion = expand(instruction.user);
          const { region, text: written } = instruction.user;
          user = {
            kind: "explicit",
            ...{ expansion, withImageEnv: null },
            line,
            region,
            written,
            stage: stage.index,
            onbuild,
            end: instruction.end,
          };
          users.push(user);
          break;
        }
        case "OTHER": {
          const values = instruction.expandable.map(expand);
          problems.push(...rejectedValues(instruction, values));
          files.follow(instruction, values);
          if (instruction.name === "ADD")
            environments.copy(values.slice(0, -1), values.at(-1), files.workdir);
          break;
        }
        case "COPY": {
          const sources = instruction.sources.map(expand);
          const destination = instruction.destination && expand(instruction.destination);
          files.copy(instruction, sources, destination);
          if (!instruction.from) environments.copy(sources, destination, files.workdir);
          break;
        }
        case "RUN":
          problems.push(...instruction.mountProblems);
          if (instruction.command)
            environments.run(instruction.command, files.workdir, scope, context.escape);
          break;
        case "FROM":
        case "ONBUILD":
          break;
      }
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      problems.push(syntaxProblem(error, instruction.region));
    }
  };
  for (const { instruction, line, problems: triggerProblems } of stage.triggers) {
    for (const problem of triggerProblems) problems.push(problem);
    run(instruction, true, line);
  }
  for (const instruction of stage.instructions)
    run(instruction, false, instruction.region.startLine);
  const triggerUsers = ownTriggerUsers(stage, scope, context);
  const pointsTo = pointedFolder(scope, context.escape);
  return { user, users, triggerUsers, files, environments, pointsTo, problems };
}

/** The value of an ENV that has its name from variables: it depends on these, too, whether the variable has that value. */
function withName(value: ExpandedText, name: ExpandedText): ExpandedText {
  return {
    ...value,
    undeclared: distinct([...value.undeclared, ...name.undeclared]),
    omitted: distinct([...value.omitted, ...name.omitted]),
    overridable: value.overridable || name.overridable,
  };
}

/** A build that runs the triggers has the ENV of this stage, but its own ARGs. */
function ownTriggerUsers(
  {
    index,
    instructions,
  }: { readonly index: number; readonly instructions: readonly Instruction[] },
  scope: Scope,
  { escape }: FollowContext,
): readonly ExplicitUser[] {
  return instructions.flatMap((instruction): ExplicitUser[] => {
    if (instruction.keyword !== "ONBUILD" || instruction.trigger.keyword !== "USER") return [];
    const { region, text: written } = instruction.trigger.user;
    const line = instruction.region.startLine;
    try {
      const expansion = scope.expand(instruction.trigger.user, escape, true);
      const location = { line, region, written, stage: index, end: instruction.end };
      return [{ kind: "explicit", ...location, expansion, withImageEnv: null, onbuild: true }];
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      return [];
    }
  });
}

/** ARGs that BuildKit reads itself and sets no variable for. */
const withoutVariable: ReadonlySet<string> = new Set([
  "BUILDKIT_SBOM_SCAN_CONTEXT",
  "BUILDKIT_SBOM_SCAN_STAGE",
]);

/** A build argument overrides the default, which overrides the global ARG of the same name; without any, the ARG is unset. */
function declareArgs(
  { declarations }: ArgInstruction,
  scope: Scope,
  { buildArgs, global }: FollowContext,
  expand: (text: Text) => ExpandedText,
): void {
  for (const declaration of declarations) {
    const { name, value } = declaration;
    if (withoutVariable.has(name.text)) continue;
    const buildArg = buildArgs.get(name.text);
    const outer = global.get(name.text);
    if (buildArg !== undefined) setToBuildArg(scope, declaration, buildArg);
    else if (value) setVariable(scope, "ARG", name.text, expand(value), value);
    else if (outer && outer.value !== null) scope.set(name.text, outer);
    else declareWithoutValue(scope, declaration);
  }
}
