/** For tests: a small tenant file, and ways to spoil it. */

/** Loads without any problem when the environment holds `PARITY_CANARY_PASSWORD`. */
export const GOOD = {
  title: 'A small one',
  application: { name: 'academy' },
  targets: [
    { role: 'reference', url: 'https://api.mansety.com' },
    { role: 'candidate', url: 'https://api.mansety.com', reach: { connectTo: { host: '203.0.113.10' } } },
  ],
  accounts: {
    canary: { identifier: 'canary@academy.example', password: 'PARITY_CANARY_PASSWORD' },
    refused: { identifier: 'refused@academy.example' },
  },
};

/** GOOD as text, with values set (or, with `undefined`, taken away) at paths such as `targets.0.url`. */
export function spoilt(changes: Readonly<Record<string, unknown>>): string {
  const file: unknown = structuredClone(GOOD);
  for (const [path, value] of Object.entries(changes)) set(file, path.split('.'), value);
  return JSON.stringify(file);
}

function set(inside: unknown, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (typeof inside !== 'object' || inside === null) return;
  const held: unknown = Reflect.get(inside, key);
  if (rest.length === 0) Reflect.set(inside, key, value);
  else if (held === undefined)
    Reflect.set(
      inside,
      key,
      rest.reduceRight((below, name) => ({ [name]: below }), value),
    );
  else set(held, rest, value);
}
