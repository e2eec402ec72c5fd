/** A compose file, by what it is about. */
export const shapes: Readonly<Record<string, string>> = {
  image: `
services:
  a: { image: x/azureml }`,
  "build as text": `
services:
  a: { build: ./dir }`,
  "build as mapping": `
services:
  a:
    build: { context: dir, dockerfile: docker/Dockerfile, target: score }`,
  "build without context": `
services:
  a:
    build: { dockerfile: other.Dockerfile }`,
  "image and build": `
services:
  a: { image: x/name, build: . }`,
  "arguments as mapping": `
services:
  a:
    build:
      context: .
      args: { A: text, B: 3.10, C: 0x10, D: true, E: "", F: 1e3 }`,
  "arguments as list": `
services:
  a:
    build:
      context: .
      args:
        - A=1
        - B=x=y
        - C=
        - "D= blank"`,
  "arguments of the environment": `
services:
  a:
    build: { context: ., args: { A: , B: "\${B}", C: 1 } }
  b:
    build: { context: ., args: [A, "C=1"] }`,
  "an argument twice": `
services:
  a:
    build: { context: ., args: ["A=1", "A=2"] }`,
  defaults: `
services:
  a:
    image: "x/\${NAME:-azureml}:\${TAG-1}"
    user: "\${USER_ID:-1000}"
  b:
    build: { context: "\${DIR:-dir}", args: { A: "\${A:-\${B:-inner}}" }, target: "\${TARGET:-score}" }`,
  "variables without default": `
services:
  a:
    build: { context: ., target: "\${TARGET}", args: { A: "$X-y" } }`,
  "alternative values": `
services:
  a:
    build: { context: ., args: { A: "\${X:+set}", B: "\${Y+set}", C: "c\${Z:+z}" } }`,
  "escaped dollars": `
services:
  a:
    build: { context: ., args: { A: "$$X", B: "$\${X}", C: "a$$", D: "5$ x" } }`,
  "braces in defaults": `
services:
  a:
    build: { context: ., args: { A: "\${X:-{a}}b", B: "\${X:-a}}", C: "\${X:-}" } }`,
  "colons in defaults": `
services:
  a: { image: "\${IMAGE:-mcr.microsoft.com/azureml/x:1}" }`,
  "two variables": `
services:
  a:
    build: { context: ., args: { A: "\${X:-1}.\${Y:-2}" } }`,
  "names of contexts": `
services:
  a:
    build:
      context: .
      additional_contexts: { base: "docker-image://x/azureml", dir: ../other }
  b:
    build:
      context: .
      additional_contexts:
        - base=docker-image://x/azureml:1
        - url=https://example.com/x.git`,
  "text of a Dockerfile": `
services:
  a:
    build:
      context: .
      target: t
      args: { A: 1 }
      dockerfile_inline: |
        FROM x/azureml
        USER root`,
  "user of a service": `
services:
  a: { image: x/azureml, user: root }
  b: { build: ., user: "0:0" }`,
  "extends in the file": `
services:
  base:
    build: { context: dir, args: { A: 1, B: 2 }, target: t }
    user: root
  a:
    extends: { service: base }
    build: { args: { B: 3, C: 4 } }`,
  "extends as text, three deep": `
services:
  one: { image: x/azureml, user: "1" }
  two: { extends: one, user: "2" }
  three: { extends: two, image: y/azureml }`,
  "extends a text build": `
services:
  base: { build: dir }
  a:
    extends: base
    build: { dockerfile: other }`,
  "extends with a text build": `
services:
  base:
    build: { context: dir, dockerfile: other, args: [A=1] }
  a:
    extends: base
    build: elsewhere`,
  "extends lists of arguments": `
services:
  base:
    build: { context: ., args: [A=1, B=1] }
  a:
    extends: base
    build: { context: ., args: { B: 2 } }`,
  anchors: `
x-build: &build
  context: dir
  args: { A: 1 }
services:
  a: { build: *build }
  b:
    build:
      <<: *build
      target: t`,
  "merge keys of several": `
x-one: &one { context: one, target: one }
x-two: &two { context: two, dockerfile: two }
services:
  a:
    build: { <<: [*one, *two], target: own }`,
  "merge keys of services": `
x-service: &service
  build: { context: dir, args: [A=1] }
  user: root
services:
  a:
    <<: *service
    user: "5"
  b: { <<: *service }`,
  profiles: `
services:
  a: { build: ., profiles: [gpu] }
  b: { image: x/azureml, profiles: [debug] }`,
  "git contexts": `
services:
  a: { build: "https://github.com/contoso/x.git#main:dir" }
  b: { build: { context: "git@github.com:contoso/x.git", dockerfile: d } }`,
  "empty values": `
services:
  a:
    build: { context: ., target: "" }
    image: x/name`,
  extensions: `
x-image: x/azureml
services:
  a:
    x-note: y
    build: { context: ., x-note: z }`,
  "block scalars": `
services:
  a:
    build:
      context: >-
        dir
      target: |-
        t`,
  "quotes and escapes": `
services:
  a:
    build: { context: "d\\x69r", args: { 'A': 'it''s', "B": "tab\\tb" } }`,
  "names of keys": `
services:
  a:
    build: { context: ., args: { "1": x, "y z": 2 } }`,
  "other parts of a service": `
name: project
networks: { default: {} }
services:
  a:
    image: x/azureml
    command: ["x/azureml"]
    environment: { IMAGE: y/azureml }
    labels: { image: z/azureml }
    depends_on: [b]
  b: { image: b/azureml }`,
};
