/** Does a place or a step fit a glob? `*` stands for a run of characters without a slash, `**` for any. */
export function fitsPath(path: string, glob: string): boolean {
  const parts = glob.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`).test(path);
}
