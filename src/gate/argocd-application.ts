import { z } from 'zod';

const Revisions = { revision: z.string().optional(), revisions: z.array(z.string()).nullish() };

const Resource = z.object({
  kind: z.string().optional(),
  name: z.string().optional(),
  /** Of the sync itself: `SyncFailed`, `Synced` … */
  status: z.string().optional(),
  /** `PreSync`, `Sync`, `PostSync`; only hooks have a hookPhase. */
  hookType: z.string().optional(),
  hookPhase: z.string().optional(),
  message: z.string().optional(),
});

const OperationState = z.object({
  phase: z.string(),
  message: z.string().optional(),
  startedAt: z.string().optional(),
  operation: z.object({ sync: z.object(Revisions).optional() }).optional(),
  syncResult: z.object({ ...Revisions, resources: z.array(Resource).nullish() }).optional(),
});

/** The parts of Argo CD's Application that the gate relies on. Source: its API type `Application`, v1alpha1. */
export const Application = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()).optional() }),
  operation: z.unknown().optional(),
  status: z
    .object({
      reconciledAt: z.string().nullish(),
      sync: z.object({ status: z.string(), ...Revisions }).optional(),
      health: z.object({ status: z.string().optional(), message: z.string().optional() }).optional(),
      operationState: OperationState.optional(),
      conditions: z.array(z.object({ type: z.string(), message: z.string().optional() })).nullish(),
      summary: z.object({ images: z.array(z.string()).nullish() }).optional(),
      history: z.array(z.object(Revisions)).nullish(),
    })
    .optional(),
});

export type Application = z.infer<typeof Application>;
export type OperationState = z.infer<typeof OperationState>;

/** One source has a revision, several have a list. */
export const revisionsOf = (
  holder:
    | { readonly revision?: string | undefined; readonly revisions?: readonly string[] | null | undefined }
    | undefined,
): readonly string[] => [holder?.revision ?? '', ...(holder?.revisions ?? [])].filter((revision) => revision !== '');

/** What an operation synced, or was asked to: its result names no revision before it is well under way. */
export function operationRevisions({ operation, syncResult }: OperationState): readonly string[] {
  const reached = revisionsOf(syncResult);
  return reached.length > 0 ? reached : revisionsOf(operation?.sync);
}

/** Why an operation failed: the hooks and resources that did, else its own message. */
export function failureOf({ phase, message = '', syncResult }: OperationState): string {
  const failed = (syncResult?.resources ?? []).filter(
    ({ status, hookPhase }) => status === 'SyncFailed' || hookPhase === 'Failed' || hookPhase === 'Error',
  );
  const parts = failed.map(({ kind = '', name = '', hookType, hookPhase, status, message: why }) =>
    [
      ...(hookType === undefined ? [] : [hookType]),
      `${kind} ${name}`,
      hookPhase ?? status,
      ...(why ? [`(${why})`] : []),
    ].join(' '),
  );
  return [`sync ${phase}`, ...(parts.length > 0 ? parts : message === '' ? [] : [message])].join(': ');
}
