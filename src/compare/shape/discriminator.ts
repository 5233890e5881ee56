import { identifierFormat } from './text-formats.ts';

/** Names of properties that usually tell which variant an element is, best first. */
const NAMES = ['type', 'kind', '__typename', 'object', 'event'];

/** Does a property of this name usually tell the variant? Laravel's morph columns end in `_type`. */
export const discriminatorRank = (name: string): number => {
  const rank = NAMES.indexOf(name);
  if (rank !== -1) return rank;
  return /[a-z]_type$|[a-z]Type$/u.test(name) ? NAMES.length : -1;
};

/** Short, and written like a name in code: `video`, `App\Models\Post`, `pusher:ping`. */
export const isVariantName = (text: string): boolean =>
  text.length <= 60 && /^[A-Za-z][\w.:\\-]*$/u.test(text) && identifierFormat(text) === undefined;
