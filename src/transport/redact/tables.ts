/** JSON keys and query parameters that hold credentials, lower-case without `-` and `_` → the class of what they hold. */
const KEYS: Readonly<Record<string, string>> = {
  accesstoken: 'token',
  apikey: 'api-key',
  apitoken: 'token',
  auth: 'signature',
  authsignature: 'signature',
  authorization: 'credentials',
  bearertoken: 'token',
  clientsecret: 'secret',
  cookie: 'cookie',
  csrftoken: 'token',
  currentpassword: 'password',
  idtoken: 'token',
  newpassword: 'password',
  oldpassword: 'password',
  passwd: 'password',
  password: 'password',
  passwordconfirmation: 'password',
  plaintexttoken: 'token',
  privatekey: 'key',
  refreshtoken: 'token',
  remembertoken: 'token',
  resettoken: 'token',
  secret: 'secret',
  secretkey: 'secret',
  setcookie: 'cookie',
  signature: 'signature',
  token: 'token',
  twofactorsecret: 'secret',
  xamzcredential: 'credentials',
  xamzsecuritytoken: 'token',
  xamzsignature: 'signature',
  xapikey: 'api-key',
  xcsrftoken: 'token',
  xsrftoken: 'token',
  xxsrftoken: 'token',
};

/** How much of a header line is secret. `credentials`: all but the scheme. */
type HeaderRule = { readonly part: 'credentials' | 'cookies' | 'cookie' | 'all'; readonly class: string };

/** Header lines that hold credentials, by lower-case name. */
export const HEADERS: Readonly<Record<string, HeaderRule>> = {
  authorization: { part: 'credentials', class: 'credentials' },
  'cf-access-client-secret': { part: 'all', class: 'secret' },
  'cf-access-jwt-assertion': { part: 'all', class: 'token' },
  cookie: { part: 'cookies', class: 'cookie' },
  'proxy-authorization': { part: 'credentials', class: 'credentials' },
  'set-cookie': { part: 'cookie', class: 'cookie' },
  'x-amz-security-token': { part: 'all', class: 'token' },
  'x-api-key': { part: 'all', class: 'api-key' },
  'x-auth-token': { part: 'all', class: 'token' },
  'x-csrf-token': { part: 'all', class: 'token' },
  'x-xsrf-token': { part: 'all', class: 'token' },
};

/** The class of what stands under a key, whatever its spelling: `access_token`, `accessToken`, `Access-Token`. */
export const classOfKey = (key: string): string | undefined => {
  const name = key.toLowerCase().replace(/[-_]/g, '');
  return Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
};

/** Every class the tables can give. */
export const CLASSES: ReadonlySet<string> = new Set([
  ...Object.values(KEYS),
  ...Object.values(HEADERS).map((rule) => rule.class),
]);
