import type { Fault, FaultKind } from '../../model/fault.ts';
import { type Endpoint, hostPort } from '../../transport/endpoint.ts';
import type { Finding } from './check.ts';

const REMEDIES: Readonly<Record<FaultKind, string>> = {
  dns: 'correct the host in the tenant file, or have its DNS record made',
  refused: 'check the port, and that something listens there: load balancer, gateway listener, Service',
  unreachable: 'check the route from here: VPN, firewall, IPv6',
  reset: 'read the log of the gateway, and check that the port speaks what the url says',
  tls: 'compare what is served with "ca" in the reach',
  timeout: 'check firewalls and allow-lists between here and there',
  protocol: 'check that the port speaks HTTP/1.1, and the scheme of the url',
  'too-large': 'look at the answer with curl; it is not what a health check sends',
  'wrong-address': 'look for what redirects connections of this machine: a proxy, /etc/hosts, NAT',
};

/** By code, for those with an answer of their own. */
const BY_CODE: Readonly<Record<string, string>> = {
  EMFILE: 'close programs of this user or raise ulimit -n, then ask again',
  CERT_HAS_EXPIRED: 'renew the certificate',
  CERT_NOT_YET_VALID: 'check the clock of this machine, then the certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'have a certificate issued for that name, or correct the url',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'set clientCertificate in the reach of this target',
};

/** The finding of a target that gave no answer. */
export function faultFinding({ kind, code, blame, says }: Fault, endpoint: Endpoint): Finding {
  const remedy = BY_CODE[code] ?? REMEDIES[kind];
  return {
    state: blame === 'world' ? 'unknown' : 'bad',
    says,
    todo: kind === 'tls' ? `${remedy}; see ${showCertificate(endpoint)}` : remedy,
  };
}

const showCertificate = ({ host, dialHost, dialPort }: Endpoint): string =>
  `openssl s_client -connect ${hostPort(dialHost, dialPort)} -servername ${host} -showcerts </dev/null`;
