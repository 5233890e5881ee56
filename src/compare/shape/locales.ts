/** ISO 639-1 codes that are no common property name or word of an answer. */
const LANGUAGES = new Set(
  (
    'ab af ak am ar av ay az ba be bg bm bn br bs ca ce co cs cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr ' +
    'fy ga gd gl gn gu gv ha he hi hr ht hu hy ia ie ig ii ik io is it iu ja jv ka kg ki kk kl km kn ko kr ks ku kv kw ' +
    'ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi ' +
    'pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts ' +
    'tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu id'
  ).split(' '),
);

/** Codes that are words too: alone they prove nothing. */
const WORDS = new Set(
  'am be co el ha he hi ia id ie io is it la li lo me my na ne no or os pi se so to ts ve'.split(' '),
);

const TAG = /^([a-z]{2})(?:[-_](?:[A-Z][a-z]{3}[-_])?(?:[A-Z]{2}|[a-z]{2}|\d{3}|[A-Z][a-z]{3}))?$/u;

/** A language code, alone or with a script or region: `en`, `pt-BR`, `zh_Hans`, `en_gb`. */
export function isLocale(text: string): boolean {
  if (text.length < 2 || text.length > 10) return false;
  const language = TAG.exec(text)?.[1];
  return language !== undefined && LANGUAGES.has(language);
}

/** A locale that is no word besides: `en`, `de-AT`, not `id`, `to`, `is`. */
export const isPlainLocale = (text: string): boolean => isLocale(text) && !WORDS.has(text);
