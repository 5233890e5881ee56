/** Small words that are frequent in one language and rare in the others. */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: 'the is are was were this that these with your you must not has have been and of or be field given could',
  de: 'der die das ist sind war wurde dieses diese mit ihr ihre muss nicht hat haben und oder ein eine feld wurden',
  fr: 'le la les est sont cette ces avec votre vous doit pas a été et ou un une champ des du aucun',
  es: 'el los las es son este esta estos con su debe no ha sido y o un una campo del ningún',
  tr: 've bir bu için ile değil olmalıdır gerekli alan alanı zorunludur bulunamadı geçersiz çok lütfen kayıt',
  it: 'il lo gli è sono questo questa con tuo deve non stato e un una campo della nessun',
  nl: 'de het een is zijn deze dit met uw moet niet werd en of veld geen van',
  pt: 'o os as é são este esta com seu deve não foi e ou um uma campo nenhum',
};

const LANGUAGE_OF = wordIndex();

function wordIndex(): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const [language, words] of Object.entries(SMALL_WORDS)) {
    for (const word of words.split(' ')) index.set(word, [...(index.get(word) ?? []), language]);
  }
  return index;
}

/** A key of a language file that found no text, e.g. `auth.failed`, `validation.required`. */
const TRANSLATION_KEY = /^[a-z][a-z\d_-]*(?:\.[a-z\d_-]+)+$/u;

const SCRIPTS: readonly (readonly [name: string, script: RegExp])[] = [
  ['Cyrillic script', /\p{Script=Cyrillic}/u],
  ['Arabic script', /\p{Script=Arabic}/u],
  ['Greek script', /\p{Script=Greek}/u],
  ['Hebrew script', /\p{Script=Hebrew}/u],
  ['Han script', /\p{Script=Han}/u],
  ['Hangul script', /\p{Script=Hangul}/u],
];

/** Longer texts are judged by their beginning. */
const LOOKED_AT = 400;

/** What a message is written in, as far as it is evident: a language, a script, or the bare key of a translation. */
export function languageOf(text: string): string | undefined {
  if (TRANSLATION_KEY.test(text)) return 'translation key';
  const head = text.slice(0, LOOKED_AT);
  const script = SCRIPTS.find(([, letters]) => letters.test(head));
  return script === undefined ? byWords(head.toLowerCase()) : script[0];
}

/** The language with the most small words, if it is one alone. */
function byWords(text: string): string | undefined {
  const votes = new Map<string, number>();
  for (const word of text.split(/[^\p{L}]+/u)) {
    for (const language of LANGUAGE_OF.get(word) ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  const [first, second] = [...votes].sort(([, one], [, other]) => other - one);
  return first === undefined || first[1] === second?.[1] ? undefined : first[0];
}

const MESSAGE_KEYS = new Set(['message', 'error', 'error_description', 'detail', 'status_message']);

/** Does a message for people stand at this path: `message`, or anything below `errors`? */
export const isMessagePath = (tokens: readonly string[]): boolean =>
  MESSAGE_KEYS.has(tokens.at(-1) ?? '') || tokens.includes('errors');
