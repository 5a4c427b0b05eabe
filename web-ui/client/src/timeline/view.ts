/** The part of the recording that is seen: steps from (inclusive) to (exclusive). Plain arithmetic, no drawing. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** Closer than this nothing more can be seen. */
const LEAST_STEPS = 8;

export function whole(end: number): View {
  return { from: 0, to: Math.max(end + 1, LEAST_STEPS) };
}

/** The same length, moved back inside the recording; shortened if it is longer than that. */
export function clamp(view: View, end: number): View {
  const all = whole(end);
  const length = Math.min(Math.max(view.to - view.from, LEAST_STEPS), all.to);
  const from = Math.min(Math.max(view.from, 0), all.to - length);
  return { from, to: from + length };
}

/** Scales around a step, which stays where it is on the screen. */
export function zoom(view: View, around: number, factor: number, end: number): View {
  const length = Math.min(Math.max((view.to - view.from) * factor, LEAST_STEPS), whole(end).to);
  const share = (around - view.from) / (view.to - view.from);
  return clamp({ from: around - length * share, to: around + length * (1 - share) }, end);
}

/** Moves by a share of what is seen. */
export function pan(view: View, share: number, end: number): View {
  const by = (view.to - view.from) * share;
  return clamp({ from: view.from + by, to: view.to + by }, end);
}

/** The same, moved only as far as needed to see a step, with some space around it. */
export function reveal(view: View, step: number, end: number): View {
  const margin = (view.to - view.from) * 0.08;
  if (step >= view.from + (view.from > 0 ? margin : 0) && step < view.to - (view.to <= end ? margin : 0)) {
    return view;
  }
  const length = view.to - view.from;
  return clamp({ from: step - length / 2, to: step + length / 2 }, end);
}

export function xOf(step: number, view: View, width: number): number {
  return ((step - view.from) / (view.to - view.from)) * width;
}

export function stepAt(x: number, view: View, width: number): number {
  return view.from + (x / width) * (view.to - view.from);
}
