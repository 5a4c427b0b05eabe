import * as path from 'node:path';
import * as vscode from 'vscode';
import { conventionalClassPath, projectOf } from './classPath';
import { mainClassOf } from './javaCode';
import { DEBUG_TYPE } from './sessions';

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
    const document = vscode.window.activeTextEditor?.document;
    const javaFile = document?.languageId === 'java' ? document : undefined;
    configuration.mainClass ||= javaFile && mainClassOf(javaFile.getText());
    if (!configuration.mainClass) {
      return refuse('No main class: open a Java file with a main method, or name one as "mainClass" in the launch configuration.');
    }
    const root = folder?.uri.fsPath ?? (javaFile && path.dirname(javaFile.uri.fsPath));
    configuration.cwd ||= root;
    if (!configuration.classPaths?.length && !configuration.modulePaths?.length) {
      configuration.classPaths = await this.classPath(configuration.mainClass, javaFile, root);
      if (configuration.classPaths.length === 0) {
        return refuse('No compiled classes found: build the project (for example "mvn compile dependency:copy-dependencies"), '
          + 'or give "classPaths" in the launch configuration.');
      }
    }
    return configuration;
  }

  private async classPath(mainClass: string, file: vscode.TextDocument | undefined, root: string | undefined): Promise<string[]> {
    return await javaExtensionClassPath(mainClass) ?? (root === undefined ? []
      : conventionalClassPath(file ? projectOf(file.uri.fsPath, root) : root));
  }
}

/** What the Java extension knows; undefined if it is not there or does not know the class. */
async function javaExtensionClassPath(mainClass: string): Promise<string[] | undefined> {
  if (!vscode.extensions.getExtension('redhat.java')?.isActive) {
    return undefined;
  }
  try {
    const found = await vscode.commands.executeCommand<string[][]>('java.execute.workspaceCommand', 'vscode.java.resolveClasspath', mainClass, null);
    const entries = [...(found?.[0] ?? []), ...(found?.[1] ?? [])];
    return entries.length > 0 ? entries : undefined;
  } catch {
    return undefined; // the debugger for Java, which brings that command, is not installed
  }
}

function refuse(problem: string): undefined {
  void vscode.window.showErrorMessage(problem);
  return undefined;
}
