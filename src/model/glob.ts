/**
 * Does the name fit the glob? `*` stands for any run of characters, `?` for one; everything else for itself.
 *
 * Two-pointer walk: linear for the patterns people write, never exponential.
 */
export function fits(name: string, glob: string): boolean {
  let at = 0;
  let inGlob = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < name.length) {
    const wanted = glob[inGlob];
    if (wanted === '*') {
      star = inGlob;
      inGlob += 1;
      resumeAt = at;
    } else if (wanted === '?' || (wanted !== undefined && wanted === name[at])) {
      at += 1;
      inGlob += 1;
    } else if (star >= 0) {
      resumeAt += 1;
      at = resumeAt;
      inGlob = star + 1;
    } else return false;
  }
  return /^\**$/.test(glob.slice(inGlob));
}
