import type { Sight } from './sight.ts';
import { isRevision, shortened, type Wanted } from '../model/gate.ts';
import {
  type Application,
  failureOf,
  operationRevisions,
  type OperationState,
  revisionsOf,
} from './argocd-application.ts';
import { imagesLack } from './images.ts';

/** What the first look of a wait saw; what is new since then belongs to the deployment that is waited for. */
export type FirstLook = { readonly operationStartedAt: string; readonly images: readonly string[] };

export const firstLook = ({ status }: Application): FirstLook => ({
  operationStartedAt: status?.operationState?.startedAt ?? '',
  images: status?.summary?.images ?? [],
});

/**
 * Whether Argo CD has deployed what is wanted. Neither `Synced` nor `Succeeded` alone says so: the first is told of the
 * revision before, the second of an operation before, and both are true for a moment while the new pods still start.
 */
export function lookAt(app: Application, wanted: Wanted, first: FirstLook): Sight {
  const { operationState } = app.status ?? {};
  if (operationState !== undefined && hasFailed(operationState) && isOurs(operationState, wanted, first))
    return { kind: 'failed', says: failureOf(operationState) };
  const says = under(app) ?? other(app, wanted, first);
  if (says !== undefined) return { kind: 'not-yet', says: withStale(says, operationState) };
  return { kind: 'agrees', says: `Synced and Healthy at ${revisionText(app)}` };
}

const hasFailed = ({ phase }: OperationState): boolean => phase === 'Failed' || phase === 'Error';

/** A failure of another revision is stale. Without a wanted revision, one that began before we looked is. */
function isOurs(state: OperationState, { revision }: Wanted, first: FirstLook): boolean {
  if (revision === undefined) return state.startedAt !== first.operationStartedAt;
  return operationRevisions(state).some((said) => isRevision(said, revision));
}

/** Why what is told is not the last word. */
const under = (app: Application): string | undefined => uncompared(app) ?? syncing(app) ?? outOfSync(app);

const uncompared = ({ metadata, status }: Application): string | undefined =>
  metadata.annotations?.['argocd.argoproj.io/refresh'] !== undefined || !status?.reconciledAt
    ? 'has not compared with Git yet'
    : undefined;

function syncing({ operation, status }: Application): string | undefined {
  const { phase = '', message } = status?.operationState ?? {};
  if (phase === 'Running' || phase === 'Terminating') return `a sync is ${phase.toLowerCase()}${because(message)}`;
  return operation === undefined || operation === null ? undefined : 'a sync is about to begin';
}

function outOfSync({ status }: Application): string | undefined {
  const { status: sync = 'not compared' } = status?.sync ?? {};
  return sync === 'Synced' ? undefined : `${sync} at ${revisionText({ status })}`;
}

/** Why what is deployed is not what is wanted, or not well. */
function other({ status = {} }: Application, wanted: Wanted, first: FirstLook): string | undefined {
  const images = status.summary?.images ?? [];
  const lacking = lackingIn(images, wanted);
  // A tag that came while we looked came with the revision that was pushed, whatever was pushed on top of it.
  const rolledOut = lacking === undefined && lackingIn(first.images, wanted) !== undefined;
  return (rolledOut ? undefined : otherRevision(status, wanted)) ?? unwell(status) ?? lacking;
}

const lackingIn = (images: readonly string[], { imageTag }: Wanted): string | undefined =>
  imageTag === undefined ? undefined : imagesLack(images, imageTag);

function otherRevision(status: Status, { revision }: Wanted): string | undefined {
  if (revision === undefined || holds(status, revision)) return undefined;
  return `Synced at ${revisionText({ status })}, which is not ${shortened(revision)} nor known to come after it`;
}

function unwell({ conditions, health }: Status): string | undefined {
  const broken = conditions?.find(({ type }) => type.endsWith('Error'));
  if (broken !== undefined) return `${broken.type}${because(broken.message)}`;
  if (health?.status === 'Healthy') return undefined;
  return `Synced, but ${health?.status ?? 'of unknown health'}${because(health?.message)}`;
}

type Status = NonNullable<Application['status']>;

/** The revision itself, or one that was synced after it and not before it: going back is no deployment. */
function holds({ sync, history }: Status, revision: string): boolean {
  const current = revisionsOf(sync);
  if (current.some((said) => isRevision(said, revision))) return true;
  const synced = (history ?? []).map(revisionsOf);
  const at = synced.findIndex((revisions) => revisions.some((said) => isRevision(said, revision)));
  return at !== -1 && !synced.slice(0, at).some((revisions) => revisions.some((said) => current.includes(said)));
}

const because = (message: string | undefined): string => (message ? `: ${message}` : '');

const revisionText = ({ status }: Pick<Application, 'status'>): string =>
  revisionsOf(status?.sync).map(shortened).join(', ') || 'no revision';

/** A failure of another revision does not end the wait, but may be why nothing comes. */
const withStale = (says: string, state: OperationState | undefined): string =>
  state !== undefined && hasFailed(state)
    ? `${says} (the last sync, of ${operationRevisions(state).map(shortened).join(', ') || 'another revision'}, ended ${state.phase})`
    : says;
