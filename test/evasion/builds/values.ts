import type { BuildCase } from "../build-case.ts";
import { banned, current } from "../build-case.ts";

const from = `FROM ${current}\n`;

const accepted = (line: string): BuildCase => ({
  name: line,
  dockerfile: `${from}${line}\n`,
  buildkit: { image: current, user: null },
  findings: [],
});

const rejected = (line: string, column: number): BuildCase => ({
  name: line,
  dockerfile: `${from}${line}\n`,
  buildkit: "rejects",
  findings: [`2:${column} invalid-dockerfile`],
});

const withoutTag = banned.replace(/:[^:]*$/, "");
const bannedAndRoot = [
  ...["2:6 eol-os medium", "2:6 eol-python medium", "2:6 unsupported-image medium"],
  ...["2:6 unverified-image", "4:6 root-user medium"],
];

/** Values that BuildKit refuses once they are expanded, in a stage that it builds. */
export const cases: readonly BuildCase[] = [
  ...[
    ...[
      "EXPOSE 80",
      "EXPOSE 80/tcp 81/UDP 82/",
      "EXPOSE 8000-8010",
      "EXPOSE +80",
      "EXPOSE 0 65535",
    ],
    ...["EXPOSE 127.0.0.1:80:81", "EXPOSE 80:81", "EXPOSE 90-95:80", 'EXPOSE "80"', "EXPOSE $X"],
    ...["STOPSIGNAL SIGTERM", "STOPSIGNAL term", "STOPSIGNAL 9", "STOPSIGNAL -1", "STOPSIGNAL 99"],
    ...["STOPSIGNAL RTMIN+15", "STOPSIGNAL SIGRTMAX-14", 'STOPSIGNAL "KILL"'],
    ...["HEALTHCHECK --interval=1h2m3.5s CMD x", "HEALTHCHECK --timeout=0 CMD x"],
    ...["HEALTHCHECK --interval=.5s --retries=3 CMD x", "HEALTHCHECK --timeout=1000us CMD x"],
  ].map(accepted),
  ...[
    ...[
      "EXPOSE x",
      "EXPOSE 80/x",
      "EXPOSE 65536",
      "EXPOSE 90-80",
      "EXPOSE -1",
      "EXPOSE /tcp",
      "EXPOSE 8x",
    ],
    ...["EXPOSE x:80", "EXPOSE 90-91:80-82", "EXPOSE 80-", 'EXPOSE ["80"]'],
  ].map((line) => rejected(line, 8)),
  ...[
    "STOPSIGNAL x",
    "STOPSIGNAL 0",
    "STOPSIGNAL RTMIN+16",
    "STOPSIGNAL RTMAX-15",
    "STOPSIGNAL $",
  ].map((line) => rejected(line, 12)),
  ...["5", "x", "1us", "-1s", "1s x", "s"].map((value) =>
    rejected(`HEALTHCHECK --interval="${value}" CMD x`, 27 + value.length),
  ),
  rejected("RUN --mount= x", 5),
  rejected("RUN --mount=target=/x,y z", 5),
  rejected("RUN --mount=target=/x,readonly,source z", 5),
  rejected("RUN --mount=target=/x,tpye=bind z", 5),
  rejected("RUN --mount== z", 5),
  accepted("RUN --mount=target=/x,ro z"),
  accepted("RUN --mount=type=cache,target=/x,sharing=locked,ID=a,uid=1,mode=0755 z"),
  {
    name: "a mount of a stage that is not built",
    dockerfile: `${from}RUN --mount=x y\n${from}`,
    buildkit: { image: current, user: null },
    findings: [],
  },
  {
    name: "a value of a stage that is not built",
    dockerfile: `${from}EXPOSE x\n${from}`,
    buildkit: { image: current, user: null },
    findings: [],
  },
  {
    name: "a value that a build argument decides",
    dockerfile: `${from}ARG P=x\nEXPOSE $P\n`,
    buildkit: "rejects",
    findings: [],
  },
  {
    name: "a value that the image may set",
    dockerfile: `${from}VOLUME $LANG\n`,
    buildkit: "rejects",
    findings: [],
  },
  {
    name: "a variable that is required and that the image may set does not hide the build without arguments",
    dockerfile: `ARG S\nFROM ${withoutTag}\${S}:latest\nLABEL x=\${LANG:?}\nUSER root\n`,
    buildkit: "rejects",
    findings: bannedAndRoot,
  },
  {
    name: "a volume that the image may name does not hide it either",
    dockerfile: `ARG S\nFROM ${withoutTag}\${S}:latest\nVOLUME $LANG\nUSER root\n`,
    buildkit: "rejects",
    findings: bannedAndRoot,
  },
  {
    name: "an argument that is required and that the image may set",
    dockerfile: `ARG S\nFROM ${withoutTag}\${S}:latest\nARG LANG=\${LANG:?}\nUSER root\n`,
    buildkit: "rejects",
    findings: bannedAndRoot,
  },
  {
    name: "a template that would break the USER of which it is a part is none",
    dockerfile: `${from}USER root\nUSER ''\${%{{}}\n`,
    buildkit: { image: current, user: "}" },
    findings: [],
  },
  {
    name: "a template of an ARG before the first FROM is a template in a stage",
    dockerfile: `ARG P={{x}}\n${from}ARG P\nUSER $P\n`,
    buildkit: { image: current, user: "{{x}}" },
    findings: ["4:6 unverified-image"],
  },
  {
    name: "a template is not opened on two lines",
    dockerfile: `${from}USER \${X+{\\\n{\\}}\n`,
    buildkit: { image: current, user: "" },
    findings: ["2:6 root-user medium", "2:6 unverified-image"],
  },
  {
    name: "an image that is refused with a build argument and without",
    dockerfile: "ARG X\nFROM ${/${X-\\\\}/}\n",
    buildArgs: { X: banned },
    buildkit: "rejects",
    findings: [],
  },
  {
    name: "a trigger that copies from the stage that it runs in",
    dockerfile: `FROM ${current} AS a\nONBUILD COPY --from=b x y\nFROM a AS b\n`,
    buildkit: { image: current, user: null },
    findings: [],
  },
];
