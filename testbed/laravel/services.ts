import { join } from 'node:path';

/** What the configuration files of one instance depend on. All paths are absolute. */
export type Site = {
  /** The folder that holds everything the instance writes. */
  readonly folder: string;
  readonly publicFolder: string;
  readonly host: string;
  readonly port: number;
  readonly tls?: TlsFiles;
  /** PHP and nginx give up their rights for those of another user, unless they are told to stay what they are. */
  readonly isRoot: boolean;
  /** An unknown course is answered by nginx, with a page of its own. */
  readonly edgeErrors: boolean;
  /** Sockets that come to a port of their own are passed on to this address, `<host>:<port>`. */
  readonly sockets?: { readonly port: number; readonly to: string };
};

/** PEM files. */
export type TlsFiles = { readonly certificate: string; readonly key: string };

/** nginx answers on this socket too: proof that the instance asked is the one just started, whoever has its port. */
export const ownSocket = (folder: string): string => join(folder, 'own.sock');
export const phpSocket = (folder: string): string => join(folder, 'php.sock');
export const redisSocket = (folder: string): string => join(folder, 'redis.sock');

export const redisConfig = (folder: string): string => `port 0
unixsocket ${JSON.stringify(redisSocket(folder))}
save ""
appendonly no
databases 1
`;

export const fpmConfig = ({ folder, isRoot }: Site): string => `[global]
daemonize = no
error_log = ${join(folder, 'php-fpm.log')}
[academy]
${isRoot ? 'user = root\ngroup = root\n' : ''}listen = ${phpSocket(folder)}
pm = static
pm.max_children = 4
clear_env = no
catch_workers_output = yes
`;

/** Passes every request to the one script there is, as Laravel's usual nginx configuration ends up doing. */
export const nginxConfig = (site: Site): string => `daemon off;
${site.isRoot ? 'user root;\n' : ''}worker_processes 1;
pid nginx.pid;
error_log ${quoted(nginxLog(site.folder))} warn;
events { worker_connections 256; }
http {
  access_log off;
  server_tokens off;
  client_body_temp_path ${quoted(join(site.folder, 'nginx-body'))};
  fastcgi_temp_path ${quoted(join(site.folder, 'nginx-fastcgi'))};
  proxy_temp_path ${quoted(join(site.folder, 'nginx-proxy'))};
  scgi_temp_path ${quoted(join(site.folder, 'nginx-scgi'))};
  uwsgi_temp_path ${quoted(join(site.folder, 'nginx-uwsgi'))};
  server {
    listen ${authorityOf(site)}${site.tls ? ' ssl' : ''};
    listen ${quoted(`unix:${ownSocket(site.folder)}`)};
${tlsLines(site)}${scriptParameters(site)}
    location / { fastcgi_pass ${quoted(`unix:${phpSocket(site.folder)}`)}; }
${site.edgeErrors ? edgeLocations(site) : ''}  }
${socketServer(site)}}
`;

export const nginxLog = (folder: string): string => join(folder, 'nginx.log');

const tlsLines = ({ tls }: Site): string =>
  tls ? `    ssl_certificate ${quoted(tls.certificate)};\n    ssl_certificate_key ${quoted(tls.key)};\n` : '';

const scriptParameters = ({ publicFolder }: Site): string => `
    fastcgi_param SCRIPT_FILENAME ${quoted(join(publicFolder, 'index.php'))};
    fastcgi_param SCRIPT_NAME /index.php;
    fastcgi_param DOCUMENT_ROOT ${quoted(publicFolder)};
    fastcgi_param REQUEST_METHOD $request_method;
    fastcgi_param REQUEST_URI $request_uri;
    fastcgi_param QUERY_STRING $query_string;
    fastcgi_param CONTENT_TYPE $content_type;
    fastcgi_param CONTENT_LENGTH $content_length;
    fastcgi_param SERVER_PROTOCOL $server_protocol;
    fastcgi_param SERVER_NAME $server_name;
    fastcgi_param SERVER_ADDR $server_addr;
    fastcgi_param SERVER_PORT $server_port;
    fastcgi_param REMOTE_ADDR $remote_addr;
    fastcgi_param REMOTE_PORT $remote_port;
    fastcgi_param HTTPS $https if_not_empty;
    fastcgi_param GATEWAY_INTERFACE CGI/1.1;
    fastcgi_param REDIRECT_STATUS 200;`;

const edgeLocations = ({ folder }: Site): string => `
    location ~ ^/api/courses/[^/]+$ {
      fastcgi_intercept_errors on;
      error_page 404 @edge;
      fastcgi_pass ${quoted(`unix:${phpSocket(folder)}`)};
    }
    location @edge { return 404; }
`;

/** As it stands before Reverb: what upgrades a connection is of one hop, and must be named. */
const socketServer = (site: Site): string =>
  site.sockets === undefined
    ? ''
    : `  server {
    listen ${authorityOf({ ...site, port: site.sockets.port })}${site.tls ? ' ssl' : ''};
${tlsLines(site)}    location / {
      proxy_pass http://${site.sockets.to};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $http_connection;
    }
  }
`;

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

/** `<host>:<port>`, as a URL and nginx write it. */
export const authorityOf = ({ host, port }: Pick<Site, 'host' | 'port'>): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;
