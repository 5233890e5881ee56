import type { RealtimeReach, Target, Tenant } from '../model/tenant.ts';
import type { Mistake } from './problem.ts';
import { dialled, portOf } from './dialled.ts';

/** What is wrong with websockets and dispatch where each part of them is right. */
export const realtimeMistakes = (tenant: Tenant): readonly Mistake[] => [
  ...unknownChannels(tenant),
  ...unheardEvent(tenant),
  ...sameServer(tenant),
  ...tenant.targets.flatMap((target, index) =>
    target.realtime === undefined || target.standin !== undefined
      ? []
      : socketMistakes(target, target.realtime).map(([at, says]) => ({ at: `targets.${index}.realtime.${at}`, says })),
  ),
];

const unknownChannels = ({ application, targets }: Tenant): readonly Mistake[] =>
  targets.flatMap(({ realtime }, index) =>
    realtime === undefined || application.realtime !== undefined
      ? []
      : [
          {
            at: `targets.${index}.realtime`,
            says: 'stands without application.realtime, so no channel would be known',
            todo: 'write "realtime": {} into "application" if it keeps to Laravel\'s conventions',
          },
        ],
  );

const unheardEvent = ({ application: { realtime, dispatch } }: Tenant): readonly Mistake[] =>
  dispatch === undefined || realtime !== undefined
    ? []
    : [{ at: 'application.dispatch', says: 'stands without application.realtime, so its event could not be heard' }];

/** One websocket server for both targets: what reaches the one reaches the other. */
function sameServer({ targets: [one, other] }: Tenant): readonly Mistake[] {
  if (one?.realtime === undefined || other?.realtime === undefined) return [];
  if (one.standin !== undefined || other.standin !== undefined) return [];
  if (whereOf(one, one.realtime) !== whereOf(other, other.realtime)) return [];
  const says = 'is dialled exactly as that of targets.0, so a comparison of the two would prove nothing';
  return [{ at: 'targets.1.realtime', says, todo: 'give one of the two another url or a connectTo' }];
}

const whereOf = ({ reach }: Target, { url, connectTo }: RealtimeReach): string =>
  dialled(url, connectTo ?? reach.connectTo, reach.headers);

type At = readonly [at: string, says: string];

const socketMistakes = (target: Target, realtime: RealtimeReach): readonly At[] => [
  ...wrongPort(realtime),
  ...notBesideTheApi(target, realtime),
  ...inheritedPort(target, realtime),
  ...twiceTheSame(realtime),
];

function wrongPort({ url, route }: RealtimeReach): readonly At[] {
  const port = portOf(url);
  if (route !== 'direct-6001' || port === undefined || port === '6001') return [];
  return [['url', `has port ${port}, but its route says "direct-6001"`]];
}

function notBesideTheApi({ url: api }: Target, { url, route }: RealtimeReach): readonly At[] {
  if (route !== 'path-443' || !URL.canParse(url) || !URL.canParse(api)) return [];
  if (new URL(url).host === new URL(api).host) return [];
  return [['url', `is not beside the API at ${new URL(api).host}, but its route says "path-443"`]];
}

/** The port of the API's gateway would be dialled for sockets too, and whatever answers there be blamed. */
function inheritedPort({ url: api, reach }: Target, { url, connectTo }: RealtimeReach): readonly At[] {
  const port = reach.connectTo?.port;
  if (port === undefined || connectTo !== undefined || portOf(url) === undefined) return [];
  if (portOf(url) === portOf(api)) return [];
  const says = `is missing: sockets would be dialled at port ${port} of the reach, though their url says ${portOf(url)}`;
  return [['connectTo', says]];
}

/** Two addresses of one instance would pass for a proof across instances. */
function twiceTheSame({ url, instances }: RealtimeReach): readonly At[] {
  const seen = instances.map((instance) => dialled(url, instance, {}));
  const again = seen.findIndex((where, index) => seen.indexOf(where) < index);
  return again === -1 ? [] : [[`instances.${again}`, 'is named twice; each instance needs an address of its own']];
}
