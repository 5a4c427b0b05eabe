import * as vscode from 'vscode';
import { attachTo } from './attach';
import { backstepProgram } from './settings';

/** Starts `backstep dap`, or connects to one that runs. What could be missing has been asked for before. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  createDebugAdapterDescriptor(session: vscode.DebugSession): vscode.DebugAdapterDescriptor {
    if (session.configuration.request === 'attach') {
      return attachTo(session.configuration.port as number);
    }
    const { command, env } = backstepProgram();
    return new vscode.DebugAdapterExecutable(command, ['dap'], { env, cwd: session.workspaceFolder?.uri.fsPath });
  }
}
