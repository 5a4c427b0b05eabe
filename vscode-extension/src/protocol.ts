/** What the DAP server answers to requests of its own; docs/dap.md describes them. */

/** `t=48213` */
export type PositionText = string;

export interface CheckpointItem { id: number; position: PositionText; label: string; reason: string; live: boolean }
export interface ExceptionItem { index: number; position: PositionText; threadId: number; className: string; message: string; location: string; caught: boolean }
export interface ConsoleItem { index: number; position: PositionText; error: boolean; text: string }
export interface BookmarkItem { id: number; position: PositionText; note: string }
export interface WriteItem { position: PositionText; threadId: number; location: string; value: string }
export interface HitItem { position: PositionText; threadId: number; values: string[] }

/** Requests, their arguments and results. */
export interface Requests {
  'backstep/checkpoints': [Record<string, never>, { checkpoints: CheckpointItem[] }];
  'backstep/takeCheckpoint': [{ label: string }, { checkpoint: CheckpointItem }];
  'backstep/jumpToCheckpoint': [{ id: number }, unknown];
  'backstep/seek': [{ to: string }, unknown];
  'backstep/reverseStepIn': [{ threadId: number }, unknown];
  'backstep/reverseStepOut': [{ threadId: number }, unknown];
  'backstep/lastWrite': [{ variablesReference: number; name: string; go: boolean }, { write?: WriteItem }];
  'backstep/history': [{ variablesReference: number; name: string; most: number }, { writes: WriteItem[] }];
  'backstep/hits': [{ source: string; line: number; expressions: string[]; first: number; most: number }, { hits: HitItem[]; more: boolean }];
  'backstep/exceptions': [{ first: number; most: number }, { exceptions: ExceptionItem[] }];
  'backstep/console': [{ first: number; most: number }, { lines: ConsoleItem[] }];
  'backstep/bookmarks': [Record<string, never>, { bookmarks: BookmarkItem[] }];
  'backstep/addBookmark': [{ note: string }, { bookmark: BookmarkItem }];
  'backstep/removeBookmark': [{ id: number }, unknown];
  'backstep/endDiversion': [Record<string, never>, unknown];
  'backstep/serve': [{ proxied?: string }, { url: string }];
}

/** Body of the event `backstep/position`: where the session stands. */
export interface PositionEvent { position: PositionText; threadId: number; location?: string; text: string; diverted: boolean }
