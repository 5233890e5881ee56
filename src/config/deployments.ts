import type { Target, Tenant } from '../model/tenant.ts';
import type { ConfigProblem } from './problem.ts';

/** Two targets that are dialled alike would be found the same, always: a comparison that cannot fail. */
export function deploymentMistakes({ targets }: Tenant, file: string): readonly ConfigProblem[] {
  const [one, other] = targets;
  if (one === undefined || other === undefined || one.standin !== undefined || other.standin !== undefined) return [];
  if (dialled(one) !== dialled(other)) return [];
  return [
    {
      file,
      at: 'targets.1',
      says: 'is dialled exactly as targets.0 is, so a comparison of the two would prove nothing',
      todo: 'give one of them another url or a connectTo',
    },
  ];
}

const DEFAULT_PORT: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Where a connection goes and what it asks for; a gateway may route by a header too. */
function dialled({ url, reach: { connectTo, headers } }: Target): string {
  if (!URL.canParse(url)) return JSON.stringify([url, connectTo, headers]);
  const { protocol, hostname, port } = new URL(url);
  const urlPort = port === '' ? DEFAULT_PORT[protocol] : port;
  return JSON.stringify([url, connectTo?.host.toLowerCase() ?? hostname, String(connectTo?.port ?? urlPort), headers]);
}
