import { execFile } from 'node:child_process';
import * as vscode from 'vscode';
import { attachTo } from './attach';
import { environmentOf, problemOf } from './program';
import { backstepCommand, javaHome, showMissing } from './settings';

/** Building it takes longer than any other first run. */
const PATIENCE_MILLIS = 15 * 60 * 1000;

/** Starts `backstep dap`, or connects to one that runs. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  /** Program and JDK that were seen to work. */
  private working = '';

  async createDebugAdapterDescriptor(session: vscode.DebugSession): Promise<vscode.DebugAdapterDescriptor | undefined> {
    try {
      if (session.configuration.request === 'attach') {
        return attachTo(session.configuration.port);
      }
      const command = backstepCommand();
      const options = { env: environmentOf(javaHome(), process.env), cwd: session.workspaceFolder?.uri.fsPath };
      await this.check(command, options.env);
      return new vscode.DebugAdapterExecutable(command, ['dap'], options);
    } catch (e) {
      void showMissing((e as Error).message); // VS Code would wait with its own message for the answer
      return undefined;
    }
  }

  /** A debug adapter that ends at once tells nobody why: so the program is asked before. */
  private async check(command: string, env: Record<string, string>): Promise<void> {
    const key = `${command}\n${env.JAVA_HOME}`;
    if (key === this.working) {
      return;
    }
    const problem = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Backstep: starting…' },
      () => new Promise<string | undefined>(resolve => {
        execFile(command, ['--version'], { env, timeout: PATIENCE_MILLIS }, (error, _, errors) =>
          resolve(problemOf(command, error === null ? 0 : typeof error.code === 'number' ? error.code : -1, errors)));
      }));
    if (problem !== undefined) {
      throw new Error(problem);
    }
    this.working = key;
  }
}
