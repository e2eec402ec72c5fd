export declare function buildPythonPackage(options: {
  readonly root: string;
  readonly copy: string;
  readonly output: string;
  readonly epoch: number;
  readonly kinds?: readonly ("wheel" | "sdist")[];
}): void;
