import { describe } from "vitest";
import type { SampleRow } from "../../support/source-tester.ts";
import { mirror, testSamples } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference:latest";
const name = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference";

const found: readonly SampleRow[] = [
  ["a word", `docker pull «${image}»\n`],
  ["a word in single quotes", `docker pull '«${image}»'\n`],
  ["a word in double quotes", `docker pull "«${image}»"\n`],
  ["$'…' and $\"…\"", `docker pull $'«${image}»' $"«${name}»"\n`],
  ["an assignment", `IMAGE=«${image}»\n`],
  ["a quoted assignment", `export IMAGE="«${image}»"\n`],
  ["a quoted word with its name", `docker build . --build-arg "BASE=«${image}»"\n`],
  ["a build argument", `docker build --build-arg BASE=«${image}» .\n`],
  ["a build argument after an equals sign", `docker build --build-arg=BASE=«${image}» .\n`],
  ["a long flag", `deploy --image=«${image}»\n`],
  ["a setting with a path", `az ml online-deployment create --set environment.image=«${image}»\n`],
  ["a parameter", `az deployment group create -p img=«${image}»\n`],
  ["a named context", `docker buildx build --build-context base=docker-image://«${image}» .\n`],
  ["a scheme", `skopeo copy docker://«${image}» dir:x\n`],
  ["a default", `IMAGE="\${IMAGE:-«${image}»}"\n`],
  ["a default without a colon", `IMAGE=\${IMAGE-«${image}»}\n`],
  ["a default that is assigned", `: "\${IMAGE:=«${image}»}"\n`],
  ["an alternative", `run \${GPU:+«${image}»}\n`],
  ["a default of an element", `IMAGE=\${IMAGES[0]:-«${image}»}\n`],
  ["a default in a default", `IMAGE=\${A:-\${B:-«${image}»}}\n`],
  ["a quoted default in quotes", `IMAGE="\${A:-"«${image}»"}"\n`],
  ["several words in a default", `docker build \${ARGS:---build-arg BASE=«${image}»} .\n`],
  ["a default in the middle of a text", `echo "Using \${IMAGE:-«${image}»} now"\n`],
  ["an array", `IMAGES=(\n  «${image}» # why\n  "«${name}»"\n)\n`],
  ["a command in a text", `echo "digest: $(docker inspect «${image}»)"\n`],
  ["a command in backticks", "ID=`docker create «" + image + "»`\n"],
  ["a command in a command", `A=$(x $(y "$(docker pull "«${image}»")"))\n`],
  ["process substitution", `diff <(docker run «${image}» pip list) old\n`],
  ["a here-string", `xargs docker pull <<< "«${image}»"\n`],
  ["a loop", `for i in «${image}» other; do docker pull "$i"; done\n`],
  [
    "a pattern of case",
    `case "$1" in\n  «${image}») x ;;\n  *) y ;;\nesac\ndocker pull «${name}»\n`,
  ],
  ["case in a command", `A=$(case $1 in a) echo b;; esac); docker pull «${image}»\n`],
  ["a function", `f() {\n  local image=«${image}»\n}\nfunction g { docker pull «${image}»; }\n`],
  ["a comparison", `if [[ "$X" == "«${image}»" ]]; then y; fi\n`],
  ["a continued command", `docker run \\\n  --rm \\\n  «${image}» \\\n  bash\n`],
  [
    "several commands in a line",
    `cd x && docker pull «${image}»; docker pull «${name}» | tee log\n`,
  ],
  ["arithmetic before", `x=$((1 << 2)); ((x++)); docker pull «${image}»\n`],
  ["$# and ${#x} are no comments", `[ $# -gt 0 ] && x=\${#y} && docker pull «${image}»\n`],
  ["a number sign in a word", `x=a#b; docker pull «${image}»\n`],
  ["CRLF", `docker pull \\\r\n  «${image}»\r\nIMAGE=«${name}»\r\n`],
  ["a byte order mark", `\uFEFFIMAGE=«${image}»\n`],
  ["no line break at the end", `docker pull «${image}»`],
  ["a digest", `docker pull «${name}@sha256:${"a".repeat(64)}»\n`],
  ["a mirror", `docker pull «${mirror}/azureml/minimal-ubuntu22.04-py39-cpu-inference:1»\n`],
  ["upper case", `docker pull «MCR.microsoft.com/azureml/x-inference:1»\n`],
  [
    "a curated environment",
    `az ml job create --set environment=«azureml:AzureML-sklearn-1.5@latest»\n`,
  ],
  ["a curated environment as a word", `run --environment «azureml:AzureML-sklearn-1.5:3»\n`],
  ["the only word of echo", `echo "IMAGE=«${image}»" >> "$GITHUB_ENV"\necho «${name}» > image\n`],
  ["the only word of printf", `printf '%s\\n' "«${image}»" > image\n`],
  [
    "a template of GitHub",
    `docker pull «mcr.microsoft.com/azureml/x-inference:\${{ inputs.tag }}»\n`,
  ],
  ["a template with blanks", `docker pull «mcr.microsoft.com/azureml/x-inference:{{ tag }}»\n`],
  ["strings in a list", `x='' y=["«${image}»","«${name}»"]\n`],
  ["an apostrophe without an end", `echo it's\ndocker pull «${image}»\n`],
  ["a quote without an end", `echo "x\ndocker pull «${image}»\n`],
  ["a bracket without an end", `x=$(y\ndocker pull «${image}»\nz=\${a\ndocker pull «${image}»\n`],
];

const none: readonly SampleRow[] = [
  ["a comment", `# docker pull ${image}\n`],
  ["a comment after a command", `docker pull x # ${image}\n`],
  ["a comment in an array", `X=(\n  # ${image}\n)\n`],
  ["a comment in backticks", "docker run `# " + image + "` x\n"],
  ["a text", `echo "Using ${image}"\n`],
  ["several words of echo", `echo Using ${image} now\n`],
  ["a format", `printf "image: ${image}\\n"\n`],
  ["a message over lines", `echo "first\n${image}\nlast"\n`],
  ["a URL", `curl https://mcr.microsoft.com/v2/azureml/minimal-inference/tags/list\n`],
  ["a URL with a name in it", `curl "https://example.com/?image=${image}"\n`],
  ["a package", `pip install azureml-inference-server-http==1.0 azureml-core\n`],
  ["a path", `cp -r ./azureml/inference.py src/azureml/x-inference /azureml\n`],
  ["a workspace's environment", `run --environment azureml:my-env:1 azureml:my-azureml-x@latest\n`],
  ["a name without azureml:", `run --environment AzureML-sklearn-1.5\n`],
  ["a component", `run azureml://registries/azureml/components/batch_inference/versions/1\n`],
  ["the name of what is built", `docker build -t ${image} .\naz acr build --image=${image} .\n`],
  ["a part of a longer text", `x='{"image": "${image}"}'\n`],
  ["a pattern", `case "$x" in mcr.microsoft.com/azureml/*) y;; esac\n`],
  ["a text of JSON", `curl -d "{\\"image\\": \\"${image}\\"}" x\n`],
  ["a usage text", `cat <<EOF\nUsage: x ${image}\nEOF\n`],
  ["nothing", ""],
];

describe("words of a script that name an image", () => {
  testSamples("shell", found);
});

describe("words of a script that name none", () => {
  testSamples("shell", none);
});
