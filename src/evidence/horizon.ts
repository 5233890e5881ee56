import type { EvidenceSource } from '../model/tenant.ts';
import type { Reader } from './reader.ts';
import { readJob } from './horizon/job.ts';
import { readQueue } from './horizon/queue.ts';

type Horizon = Extract<EvidenceSource, { readonly reader: 'horizon' }>;

export const horizon: Reader<Horizon> = {
  says: 'The HTTP API of Laravel Horizon.',
  kinds: ['queue', 'job'],
  read: (question, source, deps) =>
    question.kind === 'job' ? readJob(question, source, deps) : readQueue(source, deps),
};
