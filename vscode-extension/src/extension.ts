import * as vscode from 'vscode';
import { AdapterFactory } from './adapter';
import { registerCommands } from './commands';
import { ConfigurationProvider } from './configuration';
import { RecordLenses } from './record';
import { RecordingEditor } from './recordingEditor';
import { DEBUG_TYPE, Sessions } from './sessions';
import { registerStatusBar } from './statusBar';
import { TimelinePanel } from './timeline';
import { registerViews } from './views';

/** Wiring only. */
export function activate(context: vscode.ExtensionContext): void {
  const sessions = new Sessions();
  const views = registerViews(sessions);
  context.subscriptions.push(
    sessions,
    vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, new AdapterFactory()),
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, new ConfigurationProvider()),
    vscode.languages.registerCodeLensProvider({ language: 'java', scheme: 'file' }, new RecordLenses()),
    vscode.window.registerCustomEditorProvider('backstep.recording', new RecordingEditor()),
    registerStatusBar(sessions),
    ...views.disposables,
    ...registerCommands(sessions, new TimelinePanel(sessions), views.refresh, context.asAbsolutePath('dist/backstep-junit.jar')),
  );
}
