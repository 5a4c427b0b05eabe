/**
 * The secret of the link. It comes in the fragment, which browsers send to nobody; it is taken out of the address bar at once and kept for
 * this address, so that links without it work in this browser. Behind a proxy several pages have one origin, each a path of its own.
 */
function key(): string {
  return `backstep.token${location.pathname === '/' ? '' : location.pathname}`;
}

export function takeToken(): string {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token !== null) {
    localStorage.setItem(key(), token);
    fragment.delete('token');
    history.replaceState(null, '', location.pathname + location.search + (fragment.size > 0 ? `#${fragment}` : ''));
    return token;
  }
  return localStorage.getItem(key()) ?? '';
}
