import * as path from 'node:path';
import * as vscode from 'vscode';
import { mainClassOf } from './javaCode';
import { classPathOf, projectFolder } from './project';
import { DEBUG_TYPE } from './sessions';
import { isReady } from './settings';

/** Completes launch configurations: the class of the open file, its class path. */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  async resolveDebugConfiguration(_folder: vscode.WorkspaceFolder | undefined, configuration: vscode.DebugConfiguration)
    : Promise<vscode.DebugConfiguration | undefined> {
    if (!configuration.type) { // F5 without a launch.json
      if (vscode.window.activeTextEditor?.document.languageId !== 'java') {
        return configuration;
      }
      configuration.type = DEBUG_TYPE;
      configuration.request = 'launch';
      configuration.name = 'Record and debug the current file';
    }
    return configuration;
  }

  async resolveDebugConfigurationWithSubstitutedVariables(folder: vscode.WorkspaceFolder | undefined, configuration: vscode.DebugConfiguration)
    : Promise<vscode.DebugConfiguration | undefined> {
    if (configuration.request !== 'launch' || configuration.recording) {
      return configuration;
    }
    if (!isReady()) {
      return undefined;
    }
    const document = vscode.window.activeTextEditor?.document;
    const javaFile = document?.languageId === 'java' ? document : undefined;
    configuration.mainClass ||= javaFile && mainClassOf(javaFile.getText());
    if (!configuration.mainClass) {
      return refuse('No main class: open a Java file with a main method, or name one as "mainClass" in the launch configuration.');
    }
    const root = folder?.uri.fsPath ?? (javaFile && path.dirname(javaFile.uri.fsPath));
    configuration.cwd ||= root;
    if (!configuration.classPaths?.length && !configuration.modulePaths?.length && root !== undefined) {
      try {
        const scope = javaFile && /\/src\/test\//.test(javaFile.uri.fsPath) ? 'test' : 'main';
        configuration.classPaths = await classPathOf(javaFile ? projectFolder(javaFile.uri) : root, configuration.mainClass, scope);
      } catch (e) {
        return refuse((e as Error).message);
      }
    }
    return configuration;
  }
}

function refuse(problem: string): undefined {
  void vscode.window.showErrorMessage(problem);
  return undefined;
}
