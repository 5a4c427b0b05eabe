import * as vscode from 'vscode';

/** Why nothing can be reached by a port; undefined if something could. */
export function problemOfPort(port: unknown): string | undefined {
  return Number.isInteger(port) && (port as number) >= 1 && (port as number) <= 65535 ? undefined
    : '"port" must be the port that "backstep dap --port" or "backstep serve" printed.';
}

/** Connects to a served session on this machine. The token travels in the attach request. */
export function attachTo(port: number): vscode.DebugAdapterDescriptor {
  return new vscode.DebugAdapterServer(port, '127.0.0.1');
}
