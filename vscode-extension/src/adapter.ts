import * as vscode from 'vscode';
import { attachTo } from './attach';
import { environmentOf } from './program';
import { backstepCommand, javaHome, showMissing } from './settings';

/** Starts `backstep dap`, or connects to one that runs. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  async createDebugAdapterDescriptor(session: vscode.DebugSession): Promise<vscode.DebugAdapterDescriptor | undefined> {
    try {
      if (session.configuration.request === 'attach') {
        return attachTo(session.configuration.port);
      }
      const options = { env: environmentOf(javaHome(), process.env), cwd: session.workspaceFolder?.uri.fsPath };
      return new vscode.DebugAdapterExecutable(backstepCommand(), ['dap'], options);
    } catch (e) {
      await showMissing((e as Error).message);
      return undefined;
    }
  }
}
