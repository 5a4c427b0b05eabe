import * as vscode from 'vscode';
import type { Sessions } from './sessions';

/** Where the session stands; in a diversion a warning whose click leads back. */
export function registerStatusBar(sessions: Sessions): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('backstep.position', vscode.StatusBarAlignment.Left, 90);
  item.name = 'Backstep position';
  const update = () => {
    const stop = sessions.stop;
    if (!sessions.active) {
      item.hide();
      return;
    }
    item.text = !stop ? '$(history) moving…' : stop.diverted ? `$(git-branch) what if, left at ${stop.position}` : `$(history) ${stop.position}`;
    item.tooltip = stop?.diverted ? 'The program has left its recording. Click: back to the recorded timeline' : 'Position in the recording. Click: go to another one';
    item.command = stop?.diverted ? 'backstep.endDiversion' : 'backstep.seek';
    item.backgroundColor = stop?.diverted ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  };
  update();
  return vscode.Disposable.from(item, sessions.onDidChange(update));
}
