/** Rule pages are imported as text by the bundler and the test runner alike. */
declare module "*.md" {
  const text: string;
  export default text;
}
