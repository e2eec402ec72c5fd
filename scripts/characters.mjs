// `npm run characters -- NODE…` writes Go's tables of letters and digits (src/shell/go-characters.json), and for the tests the
// characters in which these programs of Node differ from Go (fixtures/buildkit/characters.json). Without NODE, this one is taken.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

function run(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (status === 0) return stdout;
  console.error(error?.message ?? stderr);
  process.exit(2);
}

/** Runs in other programs of Node: a character for each code point, `L` a letter, `N` a digit. */
const classesInNode = `
  const of = (char) => (/\\p{L}/u.test(char) ? "L" : /\\p{Nd}/u.test(char) ? "N" : ".");
  const classes = Array.from({ length: 0x110000 }, (_, code) => of(String.fromCodePoint(code)));
  process.stdout.write(JSON.stringify([process.versions.node, process.versions.unicode, classes.join("")]));
`;

const { unicode, letters, digits, checksum } = JSON.parse(
  run("go", ["run", "./unicode"], { cwd: "test/buildkit" }),
);

function encoded(ranges) {
  let before = 0;
  return ranges
    .map(([first, last]) => {
      const distance = (first - before).toString(36);
      before = last;
      return last > first ? `${distance}.${(last - first).toString(36)}` : distance;
    })
    .join(" ");
}

const inGo = Array.from({ length: 0x110000 }, () => ".");
for (const [first, last] of letters) inGo.fill("L", first, last + 1);
for (const [first, last] of digits) inGo.fill("N", first, last + 1);

const names = { L: "letter", N: "digit", ".": "neither" };
const programs = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath];
const nodes = programs.map((program) => JSON.parse(run(program, ["-e", classesInNode])));
const differences = [];
for (const [code, own] of inGo.entries()) {
  if (nodes.every(([, , classes]) => classes[code] === own)) continue;
  const last = differences.at(-1);
  if (last?.last === code - 1 && last.inGo === names[own]) last.last = code;
  else differences.push({ first: code, last: code, inGo: names[own] });
}

writeFileSync(
  "src/shell/go-characters.json",
  `${JSON.stringify({ unicode, letters: encoded(letters), digits: encoded(digits) }, null, 2)}\n`,
);
const rows = differences.map((row) => `    ${JSON.stringify(row)}`).join(",\n");
const versions = nodes.map(([node, version]) => `${node} (Unicode ${version})`);
writeFileSync(
  "fixtures/buildkit/characters.json",
  `{\n  "unicode": "${unicode}",\n  "nodes": ${JSON.stringify(versions)},\n  "checksum": "${checksum}",\n  "differences": [\n${rows}\n  ]\n}\n`,
);
