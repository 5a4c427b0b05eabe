import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { conventionalClassPath, projectOf } from '../src/classPath';

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'backstep-'));
});

afterEach(() => fs.rmSync(root, { recursive: true }));

function make(...files: string[]): void {
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), '');
  }
}

test('the nearest build file says which project a file is in', () => {
  make('pom.xml', 'a/pom.xml', 'a/src/main/java/A.java', 'b/src/B.java');
  expect(projectOf(path.join(root, 'a/src/main/java/A.java'), root)).toBe(path.join(root, 'a'));
  expect(projectOf(path.join(root, 'b/src/B.java'), root)).toBe(root);
});

test('a Maven project has classes, test classes and copied libraries, but no sources jars', () => {
  make('target/classes/A.class', 'target/test-classes/T.class', 'target/dependency/b.jar', 'target/dependency/a-sources.jar', 'target/dependency/a.jar');
  expect(conventionalClassPath(root).map(each => path.relative(root, each)))
    .toEqual(['target/classes', 'target/test-classes', 'target/dependency/a.jar', 'target/dependency/b.jar']);
});

test('a project that is not compiled has no class path', () => {
  make('lib/a.jar');
  expect(conventionalClassPath(root)).toEqual([]);
});
