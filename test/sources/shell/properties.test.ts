import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { read } from "../../../src/sources/shell/index.ts";
import { readText, sampleContext, unmarked, withMarks } from "../../support/source-tester.ts";

const image = fc
  .tuple(fc.constantFrom("minimal", "pytorch-1.13", "x"), fc.constantFrom("latest", "20240101.v1"))
  .map(([name, tag]) => `mcr.microsoft.com/azureml/${name}-inference:${tag}`);

/** Lines with one reference each, with marks, and lines with none. */
const line = fc.oneof(
  image.map((name) => `docker pull «${name}»`),
  image.map((name) => `IMAGE="«${name}»"`),
  image.map((name) => `export IMAGE='«${name}»' # ${name}`),
  image.map((name) => `X="\${X:-«${name}»}"`),
  image.map((name) => `Y="$(docker create "«${name}»")"`),
  image.map((name) => `docker build --build-arg BASE=«${name}» .`),
  image.map((name) => `if true; then docker pull \\\n  «${name}»; fi`),
  image.map((name) => `# docker pull ${name}`),
  image.map((name) => `echo "pull ${name}" it\\'s`),
  image.map((name) => `cat <<'EOF'\n${name} "'\`$(\nEOF`),
  image.map((name) => `cat <<-EOF > run.sh\n\tdocker pull «${name}»\n\tEOF`),
  fc.constantFrom(
    "",
    "f() {",
    "}",
    "(",
    ")",
    "x=$((1 + 2))",
    "case x in",
    "a) b;;",
    "esac",
    "[ $# -gt 0 ]",
  ),
);
const script = fc.tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"));

describe("scripts with references", () => {
  it("have them found where they stand", async () => {
    await fc.assert(
      fc.asyncProperty(script, async ([lines, newline]) => {
        const sample = lines.join("\n").replaceAll("\n", newline);
        const text = unmarked(sample);
        expect(withMarks(text, await readText("shell", text))).toBe(sample);
      }),
      { numRuns: 150 },
    );
  });
});

const token = fc.constantFrom(
  ..."' \" ` $( ${ ${x:- $(( )) ) } { ( << <<EOF EOF <<- \n \r\n \\ \\\n # ; && | case in esac if fi {{ }} ${{ $' $[ <( x= x=( cd azureml docker build . - = \t \uFEFF \uD800".split(
    " ",
  ),
  " ",
);
const paths = ["x.sh", "Makefile", ".env"];

describe("texts that are no scripts", () => {
  it("have all that is found within them", () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), fc.constantFrom(...paths), (tokens, path) => {
        const text = tokens.join("");
        const { references, builds, comments, problems } = read(text, sampleContext(path));
        const spans = [
          ...references.map(({ value }) => value.span),
          ...builds.map(({ span }) => span),
          ...comments.map(({ span }) => span),
          ...problems.flatMap(({ span }) => span ?? []),
        ];
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  const repeated = [
    "$(",
    "${",
    "${x:-",
    '"',
    "'",
    "`",
    '"$(',
    "$((",
    "((",
    "{{",
    "${{",
    "$[",
    "x=(",
    "(",
    "{ ",
    "case x in ",
    "\\\n",
    "<<A ",
    "<<A\n",
    "# inferlint: x\n",
    "a=$a$a\n",
    "cd x\n",
    "{ cd x\n",
    "docker run azureml/$x ",
    "f() { cd x; }\n",
    '"azureml"',
    "$x",
    "$(x) ",
    "$'",
    "<(",
    "if ",
    "x() ",
    "bash -c '",
    "|",
    "`#",
    "cat <<A >b\nazureml\nA\n",
    ". x\na=b\n$a\n",
  ];
  it.each(repeated)(
    "%j, repeated over 32 KiB, is read",
    (part) => {
      const text = part.repeat(Math.ceil(2 ** 15 / part.length));
      for (const path of paths) read(text, sampleContext(path));
    },
    30_000,
  );
});
