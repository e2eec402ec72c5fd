import { isIP } from "node:net";
import { generate } from "selfsigned";

/** A certificate and its private key, both PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority that is trusted only where it is configured. */
export interface Authority {
  /** Its own certificate, PEM: for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  /** @param names host names and addresses; the certificate is for these and no others */
  readonly issue: (...names: readonly string[]) => Promise<Certificate>;
  /** One that was valid for these names until yesterday. */
  readonly issueExpired: (...names: readonly string[]) => Promise<Certificate>;
}

const day = 24 * 60 * 60 * 1000;

// Elliptic curves: an RSA key would take most of a test's time.
const manner = { keyType: "ec", algorithm: "sha256" } as const;

export async function createAuthority(): Promise<Authority> {
  const own = await createSigner("inferlint test authority");
  const issue = async (names: readonly string[], lastDay: number): Promise<Certificate> => {
    const { cert, private: key } = await generate(subject(names[0] ?? "nobody"), {
      ...manner,
      notBeforeDate: new Date(lastDay - 30 * day),
      notAfterDate: new Date(lastDay),
      ca: { key: own.key, cert: own.certificate },
      extensions: [
        { name: "basicConstraints", cA: false, critical: true },
        { name: "keyUsage", digitalSignature: true, critical: true },
        { name: "extKeyUsage", serverAuth: true },
        {
          name: "subjectAltName",
          altNames: names.map((name) =>
            isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name },
          ),
        },
      ],
    });
    return { certificate: cert, key };
  };
  return {
    certificate: own.certificate,
    issue: (...names) => issue(names, Date.now() + day),
    issueExpired: (...names) => issue(names, Date.now() - day),
  };
}

/** A self-signed certificate on P-256, which signs certificates or tokens. */
export async function createSigner(name: string): Promise<Certificate> {
  const { cert, private: key } = await generate(subject(name), {
    ...manner,
    notBeforeDate: new Date(Date.now() - 60 * day),
    notAfterDate: new Date(Date.now() + 60 * day),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  return { certificate: cert, key };
}

function subject(commonName: string): { readonly name: string; readonly value: string }[] {
  return [{ name: "commonName", value: commonName }];
}
