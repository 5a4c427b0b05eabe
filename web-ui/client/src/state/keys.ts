import { pan, whole, zoom } from '../timeline/view';
import type { App } from './app.svelte';

/** One thing to do from the keyboard. Keys are KeyboardEvent.key, with "Shift+" where it must be held and matters. */
export interface KeyBinding {
  keys: string[];
  shown: string;
  does: string;
  run: (app: App) => void;
}

export const KEY_BINDINGS: KeyBinding[] = [
  { keys: ['ArrowRight', 'F10', 'n'], shown: '→ · n · F10', does: 'Step over', run: (app) => void app.session.step('over', 'forward') },
  { keys: ['ArrowLeft', 'Shift+F10', 'Shift+N'], shown: '← · ⇧N · ⇧F10', does: 'Step back', run: (app) => void app.session.step('over', 'backward') },
  { keys: ['i', 'F11'], shown: 'i · F11', does: 'Step into', run: (app) => void app.session.step('in', 'forward') },
  { keys: ['Shift+I', 'Shift+F11'], shown: '⇧I · ⇧F11', does: 'Step back into', run: (app) => void app.session.step('in', 'backward') },
  { keys: ['u', 'Shift+ArrowRight'], shown: 'u · ⇧→', does: 'Step out', run: (app) => void app.session.step('out', 'forward') },
  { keys: ['Shift+U', 'Shift+ArrowLeft'], shown: '⇧U · ⇧←', does: 'Step back out, to the call', run: (app) => void app.session.step('out', 'backward') },
  { keys: ['c', 'F8'], shown: 'c · F8', does: 'Continue', run: (app) => void app.session.resume('forward') },
  { keys: ['Shift+C', 'Shift+F8'], shown: '⇧C · ⇧F8', does: 'Reverse continue', run: (app) => void app.session.resume('backward') },
  { keys: ['Home'], shown: 'Home', does: 'To the start', run: (app) => void app.session.seek({ edge: 'start' }) },
  { keys: ['End'], shown: 'End', does: 'To the end', run: (app) => void app.session.seek({ edge: 'end' }) },
  { keys: ['Alt+ArrowLeft'], shown: 'Alt ←', does: 'Back to the position before', run: (app) => void app.session.goBack() },
  { keys: ['Alt+ArrowRight'], shown: 'Alt →', does: 'Forward again', run: (app) => void app.session.goForward() },
  { keys: ['+', '='], shown: '+', does: 'Zoom in', run: (app) => zoomBy(app, 0.5) },
  { keys: ['-'], shown: '−', does: 'Zoom out', run: (app) => zoomBy(app, 2) },
  { keys: ['0'], shown: '0', does: 'Show the whole recording', run: (app) => app.timeline.look(whole(app.timeline.end)) },
  { keys: [','], shown: ',', does: 'Timeline to the left', run: (app) => app.timeline.look(pan(app.timeline.view, -0.25, app.timeline.end)) },
  { keys: ['.'], shown: '.', does: 'Timeline to the right', run: (app) => app.timeline.look(pan(app.timeline.view, 0.25, app.timeline.end)) },
  { keys: ['b'], shown: 'b', does: 'Bookmark this moment', run: (app) => (app.dialog = 'bookmark') },
  { keys: ['/'], shown: '/', does: 'Search, or go to a position', run: (app) => (app.dialog = 'search') },
  { keys: ['t'], shown: 't', does: 'Light or dark', run: (app) => app.settings.toggleTheme() },
  { keys: ['Escape'], shown: 'Esc', does: 'End the motion that is under way', run: (app) => app.session.moving !== null && void app.session.pause() },
  { keys: ['?'], shown: '?', does: 'This help', run: (app) => (app.dialog = 'help') },
];

function zoomBy(app: App, factor: number): void {
  const { view, end } = app.timeline;
  const step = app.timeline.here ?? 0;
  const around = step >= view.from && step < view.to ? step : (view.from + view.to) / 2;
  app.timeline.look(zoom(view, around, factor, end));
}

/** Name of a pressed key as the table has it. */
function nameOf(event: KeyboardEvent): string {
  const shift = event.shiftKey && (event.key.length > 1 || /[A-Z]/.test(event.key)) ? 'Shift+' : '';
  return (event.altKey ? 'Alt+' : '') + shift + event.key;
}

/** Whether keys belong to what has the focus. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Who came to a tree, tabs or a splitter by keyboard moves there by arrow keys; after a click they go on stepping. */
function ownsArrows(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(':focus-visible') && target.closest('[role="tree"],[role="tablist"],[role="separator"]') !== null;
}

export function onKey(event: KeyboardEvent, app: App): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || app.dialog !== null || isTyping(event.target)) {
    return;
  }
  if (/^(Arrow|Home|End)/.test(event.key) && !event.altKey && ownsArrows(event.target)) {
    return;
  }
  const name = nameOf(event);
  const binding = KEY_BINDINGS.find((one) => one.keys.includes(name));
  if (binding !== undefined) {
    event.preventDefault();
    binding.run(app);
  }
}
