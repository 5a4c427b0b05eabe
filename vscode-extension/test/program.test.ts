import { expect, test } from 'vitest';
import { environmentOf, findProgram, problemOf } from '../src/program';

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
