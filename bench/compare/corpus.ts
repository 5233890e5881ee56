/** Two catalogue answers of about this many bytes: hosts differ everywhere, one price differs, or all are reversed. */
export type Corpus = 'hosts' | 'one-price' | 'reversed';

const BYTES_EACH = 269;

export function corpus(kind: Corpus, bytes: number): { readonly was: string; readonly is: string } {
  const count = Math.round(bytes / BYTES_EACH);
  const was = Array.from({ length: count }, (_, id) => course(id, 'old'));
  if (kind === 'hosts')
    return texts(
      was,
      Array.from({ length: count }, (_, id) => course(id, 'new')),
    );
  if (kind === 'reversed') return texts(was, was.toReversed());
  return texts(was, was.with(count - 1, { ...course(count - 1, 'old'), price: '59.90' }));
}

const texts = (was: readonly object[], is: readonly object[]): { readonly was: string; readonly is: string } => ({
  was: JSON.stringify({ data: was }),
  is: JSON.stringify({ data: is }),
});

const course = (id: number, home: 'old' | 'new'): object => ({
  id,
  slug: `course-${id}`,
  title: `Title of ${id}`,
  price: '49.90',
  rating: 4.5,
  seats: 30,
  published: true,
  category: { id: id % 7, name: 'Cat' },
  tags: ['a', 'b'],
  url: `https://${home}.example.com/api/courses/${id}`,
  starts_at: '2026-03-01T08:30:00.000000Z',
  summary: null,
});
