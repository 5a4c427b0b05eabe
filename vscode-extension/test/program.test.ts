import { expect, test } from 'vitest';
import { environmentOf, findProgram } from '../src/program';

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
