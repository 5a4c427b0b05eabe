import * as vscode from 'vscode';

/** Connects to a served session on this machine. The token travels in the attach request. */
export function attachTo(port: unknown): vscode.DebugAdapterDescriptor {
  if (!Number.isInteger(port) || (port as number) < 1 || (port as number) > 65535) {
    throw new Error('"port" must be the port that "backstep dap --port" or "backstep serve" printed.');
  }
  return new vscode.DebugAdapterServer(port as number, '127.0.0.1');
}
