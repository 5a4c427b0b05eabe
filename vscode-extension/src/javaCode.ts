/** A main method or test in a Java file. @see findEntries */
export interface Entry {
  kind: 'main' | 'test';
  /** From 0. */
  line: number;
  className: string;
  /** Empty for a main method. */
  method: string;
}

const MAIN = /\bvoid\s+main\s*\(\s*(?:(?:final\s+)?String\s*(?:\[\s*\]|\.\.\.)\s*\w+\s*(?:\[\s*\])?)?\s*\)/;
const TEST = /@(?:org\.junit\.(?:jupiter\.api\.)?)?(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\b/;
const METHOD = /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|protected|private|static|final|synchronized)\s+)*(?:<[^>]*>\s*)?[\w.]+(?:<[^(]*>)?(?:\[\])*\s+(\w+)\s*\(/;
const TYPE = /\b(?:class|record|enum|interface)\s+(\w+)/;

/**
 * Finds main methods and JUnit tests. Works on the text alone, so that it needs no other extension: comments and string
 * literals are blanked, braces say which class a method is in.
 */
export function findEntries(text: string): Entry[] {
  const lines = blankNonCode(text).split('\n');
  const packageName = lines.map(line => line.match(/^\s*package\s+([\w.]+)\s*;/)?.[1]).find(name => name) ?? '';
  const entries: Entry[] = [];
  const open: { name: string; depth: number }[] = [];
  let depth = 0;
  let pendingType: string | undefined;
  let testSeen = false;
  lines.forEach((line, index) => {
    const type = line.match(TYPE)?.[1];
    if (type && !/^\s*import\b/.test(line)) {
      pendingType = type;
    }
    testSeen ||= TEST.test(line);
    const className = () => (packageName ? packageName + '.' : '') + open.map(each => each.name).join('$');
    // A class and its method may share a line only in code that nobody formats; the class of the line before counts.
    if (open.length > 0 && MAIN.test(line)) {
      entries.push({ kind: 'main', line: index, className: className(), method: '' });
    } else if (open.length > 0 && testSeen && METHOD.test(line)) {
      entries.push({ kind: 'test', line: index, className: className(), method: line.match(METHOD)![1]! });
      testSeen = false;
    }
    for (const c of line) {
      if (c === '{') {
        depth++;
        if (pendingType) {
          open.push({ name: pendingType, depth });
          pendingType = undefined;
        }
      } else if (c === '}') {
        if (open.at(-1)?.depth === depth) {
          open.pop();
        }
        depth--;
      }
    }
  });
  return entries;
}

/** The first main class of a file, else its first type by name: what a launch without a main class runs. */
export function mainClassOf(text: string): string | undefined {
  return findEntries(text).find(entry => entry.kind === 'main')?.className;
}

/** Comments, strings, text blocks and characters become blanks; line ends stay. */
export function blankNonCode(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
    found => found.replace(/[^\n]/g, ' '));
}
