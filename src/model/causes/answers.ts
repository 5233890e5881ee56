import type { Cause } from './cause.ts';

/** Of what HTTP answers show. */
export const ANSWER_CAUSES = {
  'proxy-scheme-lost': {
    says: 'The application does not trust the proxy in front of it, so X-Forwarded-Proto is ignored and links say http.',
    check: 'Look at TrustProxies (or trustProxies() in bootstrap/app.php) and at the headers the gateway adds.',
  },
  'cors-twice': {
    says: 'Both the gateway and the application add CORS headers.',
    check: 'curl -sI -H "Origin: …" and count Access-Control-Allow-Origin; leave it to one of the two.',
  },
  'cors-missing': {
    says: 'CORS headers are added by nobody, or for another origin.',
    check: 'Compare config/cors.php and the gateway filters of both targets.',
  },
  'cookie-attributes': {
    says: 'Session configuration differs: SESSION_DOMAIN, SESSION_SECURE_COOKIE, SESSION_SAME_SITE or the cookie name.',
    check: 'Compare config/session.php and its environment on both targets.',
  },
  'debug-mode': {
    says: 'APP_DEBUG is on: error bodies carry the exception, file and trace.',
    check: 'php artisan about --only=environment; set APP_DEBUG=false and rebuild the configuration cache.',
  },
  'edge-answered': {
    says: 'A gateway, load balancer or CDN answered in place of the application.',
    check: 'Look at the server, via and cf-* headers of the answer, and at the routes of the gateway.',
  },
  'php-empty-array': {
    says: 'PHP prints an empty array as [] even where a filled one is an object.',
    check: 'Look for a collection that is a map when filled; cast it to an object where the contract says so.',
  },
  'php-list-reindexed': {
    says: 'A filtered or sorted collection kept its keys, so PHP prints an object with index keys.',
    check: 'Look for filter(), sort(), unique() or forPage() without values() before the answer.',
  },
  'db-driver-types': {
    says: 'The database driver returns numbers as strings, or the other way round (PDO options, PHP or server version).',
    check: 'Compare php -i | grep -i pdo, PHP versions and the casts of the model.',
  },
  'float-precision': {
    says: 'serialize_precision is not -1, so floats are printed with noise digits.',
    check: 'php -r "echo ini_get(\'serialize_precision\');" on both targets.',
  },
  'date-serialisation': {
    says: 'Dates are serialised in another format: another framework version, a raw query instead of a model, or another cast.',
    check: 'Compare framework versions and serializeDate() or casts of the model.',
  },
  'framework-version': {
    says: 'The targets run different versions of Laravel or of the application.',
    check: 'php artisan about --only=environment on both; compare the image tags.',
  },
  'locale-missing': {
    says: 'Another locale, or language files are missing from the image.',
    check: 'Compare APP_LOCALE and the lang folder in both images.',
  },
  'optional-resource-field': {
    says: 'A resource field that depends on a loaded relation, a permission or a flag is present on one side only.',
    check: 'Look for when(), whenLoaded() and mergeWhen() in the resource, and compare feature flags.',
  },
  'schema-behind': {
    says: 'A migration did not run, so a column is missing or null.',
    check: 'php artisan migrate:status on both; look at the migrate Job.',
  },
  'cache-headers': {
    says: 'A gateway or middleware sets other caching headers.',
    check: 'Compare the response headers with the gateway bypassed.',
  },
  'security-headers': {
    says: 'Security headers are set by one gateway and not by the other.',
    check: 'Compare the gateway filters; HSTS, CSP and X-Frame-Options are usually set there.',
  },
  'throttle-differs': {
    says: 'Another rate limit, or all clients share one bucket because their address is lost behind the proxy.',
    check: 'Compare X-RateLimit-Limit, and how fast X-RateLimit-Remaining falls with the harness alone.',
  },
  'route-missing': {
    says: 'The route is not there: another image, a stale route cache, or a gateway path rule.',
    check: 'php artisan route:list --json on both; look at the HTTPRoute.',
  },
  'target-down': {
    says: 'The target does not answer: not deployed, not ready, or not reachable from here.',
    check: 'parity doctor --tenant <id>; look at pods, service and gateway listeners.',
  },
  'dependency-down': {
    says: 'The application answers and says that something it needs is not well: database, cache or queue.',
    check: 'Read the health answer; from a pod, reach that host with its credentials and TLS settings.',
  },
  'answer-cut': {
    says: 'The answer ended too early: the application died while it answered, something in front of it gave up or ran out of buffer, or Content-Length is wrong.',
    check: 'Read the error logs of PHP, web server and gateway for this request (memory, time-outs, buffers, disk).',
  },
  'tls-misconfigured': {
    says: 'The certificate is not the one this reach expects: another CA, name or expired.',
    check: 'openssl s_client -connect <address> -servername <host> | openssl x509 -noout -issuer -subject -dates',
  },
  'cors-configured': {
    says: 'CORS is configured for other origins, methods or headers.',
    check: 'Compare config/cors.php, its environment and the gateway filters of both targets.',
  },
  'cookie-configuration': {
    says: 'The middleware that sets the cookie does not run, or the gateway sets or drops cookies.',
    check: 'Compare the middleware groups (web, api, stateful) and the session driver; bypass the gateway once.',
  },
  'default-names-changed': {
    says: 'A default of the framework names things after APP_NAME in another way, so cookies and prefixes moved.',
    check: 'Compare config/session.php, cache.php and database.php; set SESSION_COOKIE and the prefixes explicitly.',
  },
  'header-twice': {
    says: 'Both the gateway and the application set the same header.',
    check: 'Ask with the gateway bypassed, and leave the header to one of the two.',
  },
  'gateway-filter': {
    says: 'A gateway or load balancer adds, removes or rewrites response headers.',
    check: 'Compare the answers with the gateway bypassed, then the filters of the gateway.',
  },
  'forwarded-port-lost': {
    says: 'X-Forwarded-Port or X-Forwarded-Host is lost, so URLs carry an inner port or host.',
    check: 'Look at the headers TrustProxies accepts and at the Host and port the web server hands to PHP.',
  },
  'app-url-wrong': {
    says: 'APP_URL is another one, so URLs made outside of a request point elsewhere.',
    check: 'php artisan tinker --execute="echo config(\'app.url\');" on both targets.',
  },
  'signed-url-refused': {
    says: 'Signed URLs are checked against another host, scheme or key than they were made with.',
    check: 'Look at TrustProxies, APP_URL and APP_KEY; open one fresh signed link end to end.',
  },
  'token-not-recognised': {
    says: 'Tokens are not recognised: other signing keys, another token table, or the Authorization header is lost.',
    check: 'Compare APP_KEY, the Passport or JWT keys, and whether the gateway hands Authorization on.',
  },
  'stateful-domains': {
    says: 'The front end is not in SANCTUM_STATEFUL_DOMAINS, or sessions are not shared between pods.',
    check: 'Compare SANCTUM_STATEFUL_DOMAINS, SESSION_DOMAIN and SESSION_DRIVER on both targets.',
  },
  'application-error': {
    says: 'The application throws: a missing key, extension, migration or connection, or a stale configuration cache.',
    check: 'Read the application log of this request; compare APP_KEY, php -m, migrate:status and the /health body.',
  },
  'gateway-timeout': {
    says: 'The gateway gave up waiting for the application.',
    check: 'Compare the time-outs of gateway, web server and PHP with the duration of the step on both targets.',
  },
  'maintenance-mode': {
    says: 'The application is in maintenance mode, or no pod is ready.',
    check: 'php artisan up; look for storage/framework/down in every pod and at the readiness probe.',
  },
  'body-limit': {
    says: 'The gateway, the web server or PHP allows a smaller request body.',
    check: 'Compare client_max_body_size, post_max_size and the limits of the gateway.',
  },
  'output-before-answer': {
    says: 'Something was printed before the answer, or the answer is not built as JSON: a warning, a BOM, a dump.',
    check: 'Look at the first bytes of the body, display_errors and the Accept header the application sees.',
  },
  'output-by-hand': {
    says: 'The JSON is put together by hand, or by another encoder or other flags.',
    check: 'Look for json_encode() flags, raw SQL JSON columns and string concatenation in the resource.',
  },
  'empty-strings-to-null': {
    says: 'Empty strings are turned into null on one side only, when written or when read.',
    check: 'Compare the ConvertEmptyStringsToNull middleware, and the column defaults and imports of the database.',
  },
  'date-library-version': {
    says: 'Another major version of Carbon: differences of dates became floats.',
    check: 'composer show nesbot/carbon on both; look for diffIn…() in the resource.',
  },
  'storage-url': {
    says: 'Files are served from another disk: other URL style, signed instead of plain, or a path instead of a URL.',
    check: 'Compare config/filesystems.php and the AWS_URL or disk URL of both targets.',
  },
  'data-differs': {
    says: 'The targets hold other data, so one of them shows a case that the other never showed.',
    check: 'Compare the same record on both sides; record the baseline from more samples, or pin the place.',
  },
  collation: {
    says: 'Sorting follows another collation, or the query has no complete ORDER BY.',
    check: 'SHOW FULL COLUMNS on both databases; look for ties in ORDER BY and add the id as the last column.',
  },
  'time-zone': {
    says: 'Another time zone of the application, the database session or the container; or a wrong clock.',
    check: 'php artisan tinker --execute="echo config(\'app.timezone\');" and SELECT @@session.time_zone on both.',
  },
} as const satisfies Record<string, Cause>;
