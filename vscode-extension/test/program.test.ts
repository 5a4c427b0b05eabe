import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import { environmentOf, findProgram, problemOf, problemOfJdk } from '../src/program';

const programs = (...files: string[]) => (file: string) => files.includes(file);

test('the setting comes first', () => {
  expect(findProgram({ setting: '/opt/b', folders: ['/ws'], pathVariable: '/bin' }, programs('/opt/b', '/ws/backstep'))).toEqual({ command: '/opt/b' });
});

test('a setting that names no program is told, not ignored', () => {
  const found = findProgram({ setting: '/gone', folders: ['/ws'], pathVariable: '/bin' }, programs('/ws/backstep'));
  expect(found).toHaveProperty('problem', expect.stringContaining('/gone'));
});

test('the workspace comes before the PATH', () => {
  expect(findProgram({ setting: '', folders: ['/ws'], pathVariable: '/a:/b' }, programs('/ws/backstep', '/b/backstep'))).toEqual({ command: '/ws/backstep' });
  expect(findProgram({ setting: '', folders: ['/ws'], pathVariable: '/a:/b' }, programs('/b/backstep'))).toEqual({ command: '/b/backstep' });
});

test('relative folders of the PATH are not searched', () => {
  expect(findProgram({ setting: '', folders: [], pathVariable: '.::bin' }, () => true)).toHaveProperty('problem');
});

test('JAVA_HOME is changed only by the setting', () => {
  expect(environmentOf('/jdk', { JAVA_HOME: '/other', A: 'b', GONE: undefined })).toEqual({ JAVA_HOME: '/jdk', A: 'b' });
  expect(environmentOf('', { JAVA_HOME: '/other' })).toEqual({ JAVA_HOME: '/other' });
});

test('a program without a JDK says which one, where from, and where to name it', () => {
  const errors = 'backstep: no JDK 25 found: install one (for example from https://adoptium.net) and set JAVA_HOME to its folder.\n';
  expect(problemOf('/opt/backstep', 6, errors)).toMatch(/JDK 25.*adoptium\.net.*backstep\.javaHome/);
});

test('what else keeps the program from running is said in its own words', () => {
  expect(problemOf('/opt/backstep', 1, 'noise\nbackstep: the build failed\n')).toBe('/opt/backstep does not run: the build failed');
  expect(problemOf('/opt/backstep', -1, '')).toBe('/opt/backstep does not run: it ended with status -1.');
  expect(problemOf('/opt/backstep', 0, 'backstep: building ...\n')).toBeUndefined();
});

test('a setting that names no JDK 25 is told, with what it names and where to get one', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'backstep-'));
  const release = (version: string) => fs.writeFileSync(path.join(folder, 'release'), `IMPLEMENTOR="X"\nJAVA_VERSION="${version}"\n`);
  expect(problemOfJdk(folder)).toMatch(/is not the folder of a JDK.*JDK 25.*adoptium\.net/);
  release('17.0.17');
  expect(problemOfJdk(folder)).toMatch(/which is Java 17\.0\.17\. Backstep needs a JDK 25/);
  release('25.0.3');
  expect(problemOfJdk(folder)).toContain('it has no javac');
  fs.mkdirSync(path.join(folder, 'bin'));
  fs.writeFileSync(path.join(folder, 'bin/javac'), '', { mode: 0o755 });
  expect(problemOfJdk(folder)).toBeUndefined();
  release('25');
  expect(problemOfJdk(folder)).toBeUndefined();
  release('250.1');
  expect(problemOfJdk(folder)).toBeDefined();
  fs.rmSync(folder, { recursive: true });
});

test('without the setting the program looks for a JDK itself', () => {
  expect(problemOfJdk('')).toBeUndefined();
});
