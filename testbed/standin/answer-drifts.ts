import { type Answer, headerOf, HTML_TYPE, withHeader, withoutHeader } from './answer.ts';
import { at, inBody, inMember, inTexts } from './change.ts';
import { inObject, inObjects, inProperty, inText } from './edit.ts';
import { withDebugTrace } from './debug.ts';
import type { Drift } from './drift.ts';
import { routeNotFound } from './errors.ts';
import type { JsonObject } from './laravel-json.ts';
import { nginxPage } from './nginx.ts';
import { type DriftPlace, everywhere, places, WHOLE_STEP } from './steps.ts';

/** What can be wrong with the head of an answer, with the member, or with the answer as a whole. */
export const ANSWER_DRIFTS = {
  'links-http': {
    catalogue: 'D01',
    says: 'The proxy is not trusted: links to this host say http.',
    change: inTexts((text, { origin, headers }) =>
      text.startsWith(origin) ? `http://${headers['host'] ?? ''}${text.slice(origin.length)}` : text,
    ),
    finds: { rule: 'url-scheme-changed', cause: 'proxy-scheme-lost', places: linkPlaces() },
  },
  'cors-twice': {
    catalogue: 'D06',
    says: 'The gateway adds the CORS header that the application sends already.',
    change: (answer) => ({ ...answer, headers: answer.headers.flatMap(twiceIfCors) }),
    finds: { rule: 'cors-doubled', cause: 'cors-twice', places: everywhere('header:access-control-allow-origin') },
  },
  'cookie-insecure': {
    catalogue: 'D07',
    says: 'The cookie of the device has neither Secure nor SameSite.',
    change: (answer) => ({
      ...answer,
      cookies: answer.cookies.map((cookie) => cookie.replace(/; secure|; samesite=lax/g, '')),
    }),
    finds: {
      rule: 'cookie-attributes-changed',
      cause: 'cookie-attributes',
      places: places('login', ['sign-in'], 'cookie:academy_device'),
    },
  },
  'header-missing': {
    catalogue: 'D19',
    says: 'Nobody sends Strict-Transport-Security.',
    change: (answer) => withoutHeader(answer, 'strict-transport-security'),
    finds: {
      rule: 'security-header-removed',
      cause: 'security-headers',
      places: everywhere('header:strict-transport-security'),
    },
  },
  'throttle-limit': {
    catalogue: 'D03',
    says: 'Another number of logins is allowed in a minute.',
    change: (answer) => ['x-ratelimit-limit', 'x-ratelimit-remaining'].reduce(plusOne, answer),
    finds: {
      rule: 'rate-limit-changed',
      cause: 'throttle-differs',
      places: throttledPlaces('header:x-ratelimit-limit'),
      alongside: throttledPlaces('header:x-ratelimit-remaining'),
    },
  },
  'content-type': {
    catalogue: 'case 24',
    says: 'The health answer is JSON and says it is HTML.',
    change: at('/health', (answer) => withHeader(answer, HTML_TYPE)),
    finds: {
      rule: 'content-type-changed',
      cause: 'output-before-answer',
      places: places('health', ['health'], 'header:content-type'),
    },
  },
  'cache-public': {
    catalogue: 'D19',
    says: 'Caches may keep the health answer for a minute.',
    change: at('/health', (answer) => withHeader(answer, ['Cache-Control', 'max-age=60, public'])),
    finds: {
      rule: 'caching-changed',
      cause: 'cache-headers',
      places: places('health', ['health'], 'header:cache-control'),
    },
  },
  'date-offset': {
    catalogue: 'case 16',
    says: 'The date since when a member is one ends in +00:00 instead of Z.',
    change: inMember(
      inProperty(
        'created_at',
        inText((date) => date.replace(/Z$/, '+00:00')),
      ),
    ),
    finds: {
      rule: 'date-format-changed',
      cause: 'date-serialisation',
      places: [
        ...places('login', ['sign-in'], '/user/created_at'),
        ...places('login', ['who-am-i'], '/data/created_at'),
      ],
    },
  },
  'port-leaked': {
    catalogue: 'D02',
    says: 'The link to the picture of a member carries the port behind the proxy.',
    change: inMember(
      inProperty(
        'avatar_url',
        inText((url) => url.replace(/^https?:\/\/([^/:]+)(:\d+)?/, 'https://$1:8080')),
      ),
    ),
    finds: { rule: 'url-port-leaked', cause: 'forwarded-port-lost', places: avatarPlaces(), alongside: avatarPlaces() },
  },
  'message-keys': {
    catalogue: 'D29',
    says: 'The language files are missing: messages are the keys of their translations.',
    change: inTexts((text) => (/^The .* field is required\.$/.test(text) ? 'validation.required' : text)),
    finds: {
      rule: 'language-changed',
      cause: 'locale-missing',
      places: places('login', ['validation-error'], '/errors/email/*', '/errors/password/*'),
    },
  },
  'key-added': {
    catalogue: 'D17',
    says: 'Page links name their page, as newer frameworks have it.',
    change: at(
      '/api/courses',
      inBody(inObject(inProperty('meta', inObject(inProperty('links', inObjects(withPage)))))),
    ),
    finds: {
      rule: 'property-added',
      cause: 'framework-version',
      places: places('courses', ['first-page', 'last-page', 'beyond-last-page', 'ordered'], '/meta/links/*/page'),
    },
  },
  'status-changed': {
    catalogue: 'D13',
    says: 'A method that a route does not have is answered as if there were no route.',
    change: (answer) =>
      answer.status === 405 ? withoutHeader({ ...answer, status: 404, body: routeNotFound().body }, 'allow') : answer,
    finds: {
      rule: 'status-changed',
      cause: 'route-missing',
      places: places('courses', ['wrong-method'], 'status'),
      alongside: places('courses', ['wrong-method'], 'header:allow', '/message'),
    },
  },
  'debug-trace': {
    catalogue: 'D11',
    says: 'APP_DEBUG is on: errors show the exception, its file and its trace.',
    change: withDebugTrace,
    finds: {
      rule: 'debug-trace',
      cause: 'debug-mode',
      places: places('courses', ['unknown-item', 'wrong-method'], ''),
    },
  },
  'edge-html': {
    catalogue: 'D13',
    says: 'An unknown course is answered by the edge, with a page of its own.',
    change: (answer, { path }) =>
      answer.status === 404 && /^\/api\/courses\/[^/]+$/.test(path) ? nginxPage(404) : answer,
    finds: {
      rule: 'body-state-changed',
      cause: 'edge-answered',
      places: places('courses', ['unknown-item'], 'body'),
      alongside: places('courses', ['unknown-item'], WHOLE_STEP),
    },
  },
} as const satisfies Record<string, Drift>;

function avatarPlaces(): readonly DriftPlace[] {
  return [...places('login', ['sign-in'], '/user/avatar_url'), ...places('login', ['who-am-i'], '/data/avatar_url')];
}

function linkPlaces(): readonly DriftPlace[] {
  const always = ['/links/first', '/links/last', '/meta/links/*/url', '/meta/path'];
  return [
    ...avatarPlaces(),
    ...places('courses', ['first-page', 'ordered'], '/data/*/url', '/links/next', ...always),
    ...places('courses', ['last-page'], '/data/*/url', '/links/prev', ...always),
    ...places('courses', ['beyond-last-page'], '/links/prev', ...always),
    ...places('courses', ['one-item'], '/data/url'),
  ];
}

function throttledPlaces(path: string): readonly DriftPlace[] {
  return [
    ...places('login', ['validation-error', 'sign-in'], path),
    ...places('login-refused', ['wrong-password'], path),
  ];
}

type Line = Answer['headers'][number];

function twiceIfCors(line: Line): readonly Line[] {
  return line[0] === 'Access-Control-Allow-Origin' ? [line, line] : [line];
}

function plusOne(answer: Answer, name: string): Answer {
  const value = headerOf(answer, name);
  return value === undefined ? answer : withHeader(answer, [name, String(Number(value) + 1)]);
}

function withPage(link: JsonObject): JsonObject {
  const { url = null } = link;
  const [, page] = (typeof url === 'string' && /[?&]page=(\d+)/.exec(url)) || [];
  return { ...link, page: page === undefined ? null : Number(page) };
}
