/** A count in at most five characters: 7, 950, 12.3k, 4.0M. */
export function countText(count: number): string {
  if (count < 1000) {
    return String(count);
  }
  const unit = count < 999_950 ? { by: 1e3, name: 'k' } : count < 999_950_000 ? { by: 1e6, name: 'M' } : { by: 1e9, name: 'G' };
  const value = count / unit.by;
  return (value < 99.95 ? value.toFixed(1) : Math.round(value).toString()) + unit.name;
}

export function bytesText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
