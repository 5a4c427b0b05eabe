/** A part of a line in one style; the style is a class of the style sheet, or empty. */
export interface Piece {
  text: string;
  style: string;
}

/** Colours Java by Lezer's grammar, which is loaded with the first source. */
export async function highlight(text: string, lineCount: number): Promise<Piece[][]> {
  const [{ parser }, { highlightCode, tagHighlighter, tags }] = await Promise.all([import('@lezer/java'), import('@lezer/highlight')]);
  const styles = tagHighlighter([
    { tag: [tags.keyword, tags.modifier, tags.self, tags.null, tags.bool, tags.controlKeyword, tags.definitionKeyword], class: 'kw' },
    { tag: [tags.string, tags.character], class: 'str' },
    { tag: tags.number, class: 'num' },
    { tag: [tags.lineComment, tags.blockComment], class: 'com' },
    { tag: [tags.typeName, tags.className], class: 'typ' },
    { tag: [tags.annotation, tags.meta], class: 'ann' },
    { tag: tags.function(tags.variableName), class: 'fun' },
    { tag: tags.function(tags.definition(tags.variableName)), class: 'fun' },
  ]);
  const lines: Piece[][] = [[]];
  highlightCode(
    text,
    parser.parse(text),
    styles,
    (code, style) => lines[lines.length - 1].push({ text: code.replace(/\r$/, ''), style }),
    () => lines.push([]),
  );
  lines.length = lineCount;
  return lines;
}
