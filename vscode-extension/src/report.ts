import type { HitItem, WriteItem } from './protocol';

export interface Table { title: string; columns: string[]; rows: { position: string; cells: string[] }[]; more: boolean }

export function hitsTable(line: string, expressions: string[], hits: HitItem[], more: boolean): Table {
  return {
    title: `${line} · ${hits.length}${more ? '+' : ''} ${hits.length === 1 ? 'hit' : 'hits'}`,
    columns: ['Position', 'Thread', ...expressions],
    rows: hits.map(hit => ({ position: hit.position, cells: [hit.position, String(hit.threadId), ...hit.values] })),
    more,
  };
}

export function historyTable(name: string, writes: WriteItem[]): Table {
  return {
    title: `History of ${name} · ${writes.length} ${writes.length === 1 ? 'value' : 'values'}, the last one first`,
    columns: ['Position', 'Thread', 'Written by', 'Value'],
    rows: writes.map(write => ({ position: write.position, cells: [write.position, String(write.threadId), write.location, write.value] })),
    more: false,
  };
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
}

/** A page with one table whose rows are buttons. Scripts run only with the nonce. */
export function tableHtml(table: Table, nonce: string): string {
  const head = table.columns.map(column => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  const rows = table.rows.map(row => {
    const [first, ...rest] = row.cells;
    return `<tr data-position="${escapeHtml(row.position)}"><td><button>${escapeHtml(first ?? '')}</button></td>`
      + rest.map(cell => `<td>${escapeHtml(cell)}</td>`).join('') + '</tr>';
  }).join('\n');
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>${escapeHtml(table.title)}</title>
<style nonce="${nonce}">
body { font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-foreground); }
h1 { font-size: 1.1em; font-weight: 600; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; border-bottom: 1px solid var(--vscode-panel-border); }
th, td { padding: 2px 12px 2px 0; }
td { font-family: var(--vscode-editor-font-family); white-space: pre-wrap; }
tr:hover td { background: var(--vscode-list-hoverBackground); }
tr.here td { background: var(--vscode-list-activeSelectionBackground); color: var(--vscode-list-activeSelectionForeground); }
button { all: unset; cursor: pointer; color: var(--vscode-textLink-foreground); }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
</style></head>
<body><h1>${escapeHtml(table.title)}</h1>
<table><thead><tr>${head}</tr></thead><tbody>
${rows}
</tbody></table>
<script nonce="${nonce}">
const api = acquireVsCodeApi();
document.querySelector('tbody').addEventListener('click', event => {
  const row = event.target.closest('tr');
  if (row) { api.postMessage({ position: row.dataset.position }); }
});
addEventListener('message', event => {
  for (const row of document.querySelectorAll('tbody tr')) {
    row.classList.toggle('here', row.dataset.position === event.data.position);
  }
});
</script></body></html>`;
}
