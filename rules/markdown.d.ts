/** A rule page is imported as a function that loads its text: the bundle keeps the pages in a file of their own. */
declare module "*.md" {
  const page: () => string;
  export default page;
}
