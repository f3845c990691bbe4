/** What the kernel says of the language. JupyterLab writes it into notebooks, and so do we: else it marks them as changed. */
export const languageInfo = (version: string) => ({
  codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  file_extension: ".ts",
  mimetype: "text/typescript",
  name: "typescript",
  version,
});
