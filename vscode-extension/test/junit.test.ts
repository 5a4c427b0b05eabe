import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcherFor } from '../src/junit';

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'backstep-'));
});

afterEach(() => fs.rmSync(root, { recursive: true }));

function make(file: string): string {
  const whole = path.join(root, file);
  fs.mkdirSync(path.dirname(whole), { recursive: true });
  fs.writeFileSync(whole, '');
  return whole;
}

test('the launcher lies beside the engine in a repository of Maven, in its version', () => {
  const engine = make('org/junit/platform/junit-platform-engine/1.14.1/junit-platform-engine-1.14.1.jar');
  make('org/junit/platform/junit-platform-launcher/1.13.0/junit-platform-launcher-1.13.0.jar');
  const launcher = make('org/junit/platform/junit-platform-launcher/1.14.1/junit-platform-launcher-1.14.1.jar');
  expect(launcherFor(['/classes', engine])).toEqual([launcher]);
});

test('the launcher is found in the cache of Gradle, below another hash', () => {
  const engine = make('files-2.1/org.junit.platform/junit-platform-engine/6.0.3/aa11/junit-platform-engine-6.0.3.jar');
  const launcher = make('files-2.1/org.junit.platform/junit-platform-launcher/6.0.3/bb22/junit-platform-launcher-6.0.3.jar');
  expect(launcherFor([engine])).toEqual([launcher]);
});

test('what is on the class path is not added again', () => {
  expect(launcherFor(['/m2/junit-platform-engine-1.14.1.jar', '/m2/junit-platform-launcher-1.14.1.jar'])).toEqual([]);
  expect(launcherFor(['/m2/junit-platform-console-standalone-1.14.1.jar'])).toEqual([]);
});

test('a launcher that is not there is named with its version', () => {
  expect(() => launcherFor([make('junit-platform-engine/1.9.2/junit-platform-engine-1.9.2.jar')])).toThrow('junit-platform-launcher:1.9.2) is not on this machine');
});

test('JUnit 4 needs no launcher', () => {
  expect(launcherFor(['/classes', '/m2/junit-4.13.2.jar'])).toEqual([]);
});

test('a project without JUnit is told what to add', () => {
  expect(() => launcherFor(['/m2/guava-33.jar'])).toThrow('org.junit.jupiter:junit-jupiter');
});
