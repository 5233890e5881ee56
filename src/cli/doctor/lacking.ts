/**
 * Which of the missing names a part of a tenant uses: as a secret, or as `$NAME` where a setting would stand.
 *
 * @param part printable, as everything of a tenant is
 */
export function lackingFor(part: unknown, missing: readonly string[]): readonly string[] {
  const text = JSON.stringify(part);
  return missing.filter((name) => text.includes(`"${name}"`) || text.includes(`"$${name}"`));
}
