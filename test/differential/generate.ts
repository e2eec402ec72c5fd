import { from, keyword, stageInstruction, user } from "./instructions.ts";
import { laidOut } from "./layout.ts";
import { Random } from "./random.ts";
import type { Variables } from "./words.ts";
import { expression } from "./words.ts";
import * as vocabulary from "./vocabulary.ts";

/** One build: a Dockerfile, and what is passed to it. */
export interface BuildInput {
  readonly dockerfile: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
}

/**
 * The build with an index: the same for the same seed. Most files are written towards an image and a user, by expressions that
 * BuildKit expands to them, so that many are valid; a part of them is then damaged at random.
 */
export function generate(seed: number, index: number): BuildInput {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const file = new File(random);
  const { buildArgs, target } = file;
  const density = random.pick([1, 1, 0, 3]);
  const dockerfile = damaged(random, laidOut(random, file.lines, file.escape, density));
  return {
    dockerfile: file.head + dockerfile,
    ...(Object.keys(buildArgs).length > 0 ? { buildArgs } : {}),
    ...(target === null ? {} : { target }),
  };
}

class File {
  readonly lines: string[] = [];
  readonly escape: string;
  readonly head: string;
  readonly buildArgs: Record<string, string> = {};
  readonly target: string | null;
  private readonly random: Random;
  private readonly stages: (string | null)[] = [];
  private readonly global = new Map<string, string | null>();
  private globalEnd = 0;
  private counter = 0;
  private nesting = 0;

  constructor(random: Random) {
    this.random = random;
    this.escape = random.chance(0.1) ? "`" : "\\";
    this.head = this.directives();
    const args = random.below(4);
    for (let count = 0; count < args; count++) this.declareArg(this.global);
    const stages = 1 + random.below(random.chance(0.5) ? 4 : 2);
    for (let count = 0; count < stages; count++) this.stage(count === stages - 1);
    this.target = random.chance(0.1) ? (random.pick(this.stages) ?? String(random.below(3))) : null;
  }

  private directives(): string {
    const { random } = this;
    const mark = random.chance(0.03) ? "\uFEFF" : "";
    const syntax = random.pick([
      "# syntax=docker/dockerfile:1\n",
      "# check=skip=all\n",
      "# c\n",
      "#x=y\n",
      "\n",
      "#!/x\n",
    ]);
    const first = random.chance(0.1) ? syntax : "";
    const wanted =
      this.escape === "`" ? random.pick(["# escape=`\n", "#escape = `\n", "# EsCape=` \n"]) : "";
    return mark + (random.chance(0.9) ? wanted + first : first + wanted);
  }

  private stage(isLast: boolean): void {
    const { random } = this;
    const { line, name } = from({ ...this.written(this.global), stages: this.stages });
    this.lines.push(line);
    const values = new Map<string, string | null>();
    const count = random.below(5);
    for (let index = 0; index < count; index++)
      if (random.chance(0.35)) this.declareInStage(values);
      else
        this.lines.push(
          stageInstruction({
            ...this.written(values),
            stages: random.chance(0.1) ? [...this.stages, name] : this.stages,
          }),
        );
    if (random.chance(isLast ? 0.7 : 0.2)) {
      const last = user({ ...this.written(values), stages: this.stages });
      this.lines.push(`${keyword(random, "USER")} ${last}`);
    }
    this.stages.push(name);
  }

  private written(values: Map<string, string | null>): {
    random: Random;
    escape: string;
    variables: Variables;
  } {
    const { random, escape } = this;
    const declare = (value: string): string => this.declare(values, value);
    return { random, escape, variables: { values, escape, declare } };
  }

  /** Declares a variable with a value before the current line, and returns its name. */
  private declare(values: Map<string, string | null>, value: string): string {
    const name = this.freshName(values);
    if (this.nesting > 3) this.push(values, `ARG ${name}=${this.quoted(value)}`);
    else {
      this.nesting++;
      const text = this.valueText(values, value);
      this.nesting--;
      this.push(values, this.declaration(values, name, value, text));
    }
    values.set(name, value);
    return name;
  }

  private declaration(
    values: Map<string, string | null>,
    name: string,
    value: string,
    text: string,
  ): string {
    const { random } = this;
    if (values === this.global) {
      if (random.chance(0.05)) {
        this.buildArgs[name] = value;
        return random.chance(0.5) ? `ARG ${name}` : `ARG ${name}=zz`;
      }
      return `ARG ${random.chance(0.1) ? "Y=1 " : ""}${name}=${text}`;
    }
    return random.weighted<() => string>([
      [3, () => `ENV ${name}=${text}`],
      [1, () => `ENV ${name} ${text || "x"}`],
      [3, () => `ARG ${name}=${text}`],
      [1, () => `ENV W=1 ${name}=${text}`],
      [
        1,
        () => {
          this.lines.splice(this.globalEnd++, 0, `ARG ${name}=${text}`);
          return `ARG ${name}`;
        },
      ],
    ])();
  }

  /** A declaration for its own sake: of an ARG without a value, or with any. */
  private declareArg(values: Map<string, string | null>): void {
    const { random } = this;
    if (random.chance(0.5)) {
      this.declare(
        values,
        random.pick(
          random.chance(0.5) ? vocabulary.images : [...vocabulary.rootUsers, ...vocabulary.junk],
        ),
      );
      return;
    }
    const name = random.pick([...vocabulary.names, ...vocabulary.presets, "TARGETARCH"]);
    this.push(values, `ARG ${name}`);
    if (!values.has(name)) values.set(name, null);
    if (random.chance(0.1))
      this.buildArgs[name] = random.pick(["root", "app", "x", "", ...vocabulary.images]);
  }

  private declareInStage(values: Map<string, string | null>): void {
    const { random } = this;
    if (random.chance(0.5)) {
      this.declareArg(values);
      return;
    }
    const globals = [...this.global.keys()];
    const name = random.pick([...vocabulary.names, ...globals, ...values.keys()]);
    const value = random.pick(["root", "app", "0", "x", ...vocabulary.junk]);
    const text = this.valueText(values, value);
    this.push(
      values,
      random.pick([
        `ENV ${name}=${text}`,
        `ARG ${name}=${text}`,
        `ENV ${name} ${text || "x"}`,
        `ENV ${name}=`,
      ]),
    );
    values.set(name, value);
  }

  private valueText(values: Map<string, string | null>, value: string): string {
    if (/\s/.test(value)) return this.quoted(value);
    const { random } = this;
    return expression(random, value, this.written(values).variables, random.below(3));
  }

  private quoted(value: string): string {
    return `"${value.replace(/["$\\`]/g, (char) => this.escape + char)}"`;
  }

  private push(values: Map<string, string | null>, line: string): void {
    if (values === this.global) this.lines.splice(this.globalEnd++, 0, line);
    else this.lines.push(line);
  }

  private freshName(values: ReadonlyMap<string, unknown>): string {
    const free = vocabulary.names.filter((name) => !values.has(name));
    return free.length > 0 && this.random.chance(0.9)
      ? this.random.pick(free)
      : `V${this.counter++}`;
  }
}

/** Puts in, takes out and repeats pieces, in a third of the texts. */
function damaged(random: Random, text: string): string {
  let result = text;
  while (random.chance(0.18)) {
    const chars = Array.from(result);
    const at = random.below(chars.length + 1);
    const length = random.weighted([
      [3, 0],
      [2, 1],
      [0.5, 5],
    ]);
    const piece = random.chance(0.8) ? random.pick(vocabulary.hostile) : "";
    result = chars.slice(0, at).join("") + piece + chars.slice(at + length).join("");
  }
  return result;
}
