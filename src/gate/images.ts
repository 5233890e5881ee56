/** An image as Argo CD lists it: `registry.example:5000/shop/api:v1@sha256:…`. */
type Image = { readonly repository: string; readonly tag: string };

function imageOf(text: string): Image {
  const [name = ''] = text.split('@');
  const colon = name.lastIndexOf(':');
  if (colon <= name.lastIndexOf('/')) return { repository: name, tag: '' };
  return { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}

/**
 * Whether the running pods hold the tag, and no other tag of the same repository: old and new pods stand side by side
 * while a rollout goes on.
 *
 * @param images of live pods, init containers and finished Jobs among them
 * @returns why not; nothing when all is well
 */
export function imagesLack(images: readonly string[], tag: string): string | undefined {
  const all = images.map(imageOf);
  const repositories = new Set(all.filter((image) => image.tag === tag).map(({ repository }) => repository));
  if (repositories.size === 0) return `no pod runs tag ${tag} yet`;
  const others = all.filter((image) => image.tag !== tag && repositories.has(image.repository));
  if (others.length === 0) return undefined;
  const tags = [...new Set(others.map((other) => other.tag || 'no tag'))].join(', ');
  return `pods run tag ${tag} and still ${tags}`;
}
