/** The bracket that was forgotten: TypeScript names the place where it gave up, which is often the end of the cell. */
import ts from "@tslab/typescript-for-tslab";

const CLOSING: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** A bracket that is not closed, or closes nothing. */
export function findUnclosed(code: string): { sentence: string; offset: number } | undefined {
  const open: { bracket: string; offset: number }[] = [];
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, code);
  let operand = false; // whether a / would divide, and not begin a regular expression
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind === ts.SyntaxKind.SlashToken && !operand) kind = scanner.reScanSlashToken();
    operand = /^[\w$"'`)\]}]/.test(scanner.getTokenText());
    // `…${`: the scanner must be told where the text goes on.
    if (kind === ts.SyntaxKind.TemplateHead)
      open.push({ bracket: "`${", offset: scanner.getTokenPos() });
    const last = open[open.length - 1];
    if (kind === ts.SyntaxKind.CloseBraceToken && last?.bracket === "`${") {
      if (scanner.reScanTemplateToken(false) === ts.SyntaxKind.TemplateTail) open.pop();
      continue;
    }
    const text = scanner.getTokenText();
    if (Object.hasOwn(CLOSING, text)) open.push({ bracket: text, offset: scanner.getTokenPos() });
    else if (/^[)\]}]$/.test(text)) {
      if (!last)
        return { sentence: `this \`${text}\` closes nothing`, offset: scanner.getTokenPos() };
      if (CLOSING[last.bracket] !== text) return neverClosed(last);
      open.pop();
    }
  }
  return open.length > 0 ? neverClosed(open[open.length - 1]) : undefined;
}

const neverClosed = ({ bracket, offset }: { bracket: string; offset: number }) => ({
  sentence: `the \`${bracket}\` that begins here is never closed: write \`${CLOSING[bracket] ?? "}"}\` where it ends`,
  offset,
});
