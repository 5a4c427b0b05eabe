import { expect, test } from 'vitest';
import { Visited } from '../src/visited';

const at = (n: number) => ({ position: `t=${n}`, text: `line ${n}` });

function visiting(...steps: number[]): Visited {
  const visited = new Visited(5);
  steps.forEach(step => visited.stoppedAt(at(step)));
  return visited;
}

test('going back and forward walks over what was visited', () => {
  const visited = visiting(1, 2, 3);
  expect(visited.back()).toEqual(at(2));
  visited.stoppedAt(at(2));
  expect(visited.back()).toEqual(at(1));
  expect(visited.back()).toBeUndefined();
  expect(visited.forward()).toEqual(at(2));
  expect(visited.canGoForward).toBe(true);
});

test('moving elsewhere after going back drops what was ahead', () => {
  const visited = visiting(1, 2, 3);
  visited.back();
  visited.stoppedAt(at(9));
  expect(visited.all.map(each => each.position)).toEqual(['t=1', 't=2', 't=9']);
  expect(visited.canGoForward).toBe(false);
});

test('stopping at the same position again is one visit', () => {
  expect(visiting(1, 1, 1).all).toHaveLength(1);
});

test('the oldest visits are forgotten', () => {
  expect(visiting(1, 2, 3, 4, 5, 6, 7).all.map(each => each.position)).toEqual(['t=3', 't=4', 't=5', 't=6', 't=7']);
});
