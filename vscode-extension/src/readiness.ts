import { execFile } from 'node:child_process';
import * as vscode from 'vscode';
import { problemOf } from './program';
import { backstepProgram, showMissing } from './settings';

/** Building it takes longer than any other first run. */
const PATIENCE_MILLIS = 15 * 60 * 1000;

/** Program and JDK that were seen to work. */
let working = '';

/**
 * Whether the program is there and finds a JDK; else says what is missing. Asked before a project is built, and before VS Code asks for a
 * debug adapter: one that does not come, or ends at once, tells nobody why.
 */
export async function isReady(): Promise<boolean> {
  try {
    const { command, env } = backstepProgram();
    const key = `${command}\n${env.JAVA_HOME}`;
    if (key !== working) {
      const problem = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Backstep: starting…' }, () => problemWith(command, env));
      if (problem !== undefined) {
        throw new Error(problem);
      }
      working = key;
    }
    return true;
  } catch (e) {
    void showMissing((e as Error).message);
    return false;
  }
}

function problemWith(command: string, env: Record<string, string>): Promise<string | undefined> {
  return new Promise(resolve => {
    execFile(command, ['--version'], { env, timeout: PATIENCE_MILLIS }, (error, _, errors) =>
      resolve(problemOf(command, error === null ? 0 : typeof error.code === 'number' ? error.code : -1, errors)));
  });
}
