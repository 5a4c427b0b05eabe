import * as fs from 'node:fs';
import * as path from 'node:path';

export interface Search {
  /** The setting; empty if not set. */
  setting: string;
  folders: string[];
  pathVariable: string;
}

export type Found = { command: string } | { problem: string };

/** Finds the `backstep` program: the setting, the workspace folders, the PATH, in this order. */
export function findProgram(search: Search, isProgram: (file: string) => boolean = isExecutable): Found {
  if (search.setting) {
    return isProgram(search.setting) ? { command: search.setting }
      : { problem: `The setting backstep.command names ${search.setting}, which is not a program that can be run.` };
  }
  const places = [...search.folders, ...search.pathVariable.split(path.delimiter)].filter(folder => path.isAbsolute(folder));
  const command = places.map(folder => path.join(folder, 'backstep')).find(isProgram);
  return command ? { command }
    : { problem: 'The backstep program was not found: get Backstep, then put its script "backstep" on the PATH or name it in the setting backstep.command.' };
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Why the program does not run, from what it printed when it was asked for its version; undefined if it does.
 *
 * @param status 6 if it has found no JDK that will do
 */
export function problemOf(command: string, status: number, errors: string): string | undefined {
  if (status === 0) {
    return undefined;
  }
  const said = errors.split('\n').map(line => line.trim()).filter(line => line.startsWith('backstep: ')).at(-1)?.slice('backstep: '.length);
  return status === 6 ? `Backstep needs a JDK 25: ${said ?? 'none was found.'} The setting backstep.javaHome names one for VS Code alone.`
    : `${command} does not run: ${said ?? `it ended with status ${status}.`}`;
}

const JDK_VERSION = '25';

/** Why the folder that a setting names is no JDK for us; undefined if it is one, or if none is named. Asking java would take longer. */
export function problemOfJdk(folder: string): string | undefined {
  if (!folder) {
    return undefined;
  }
  const wanted = `Backstep needs a JDK ${JDK_VERSION}, for example from https://adoptium.net. Without the setting it looks for one itself.`;
  let release: string;
  try {
    release = fs.readFileSync(path.join(folder, 'release'), 'utf8');
  } catch {
    return `The setting backstep.javaHome names ${folder}, which is not the folder of a JDK. ${wanted}`;
  }
  const version = /^JAVA_VERSION="([^"]*)"/m.exec(release)?.[1] ?? 'of unknown version';
  if (!new RegExp(`^${JDK_VERSION}(\\D|$)`).test(version)) {
    return `The setting backstep.javaHome names ${folder}, which is Java ${version}. ${wanted}`;
  }
  return isExecutable(path.join(folder, 'bin/javac')) ? undefined : `The setting backstep.javaHome names ${folder}, which is not a whole JDK: it has no javac. ${wanted}`;
}

/** Finds the debug adapter's environment. */
export function environmentOf(javaHome: string, base: NodeJS.ProcessEnv): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined) {
      env[name] = value;
    }
  }
  if (javaHome) {
    env.JAVA_HOME = javaHome;
  }
  return env;
}
