import type { CauseId } from '../model/causes.ts';
import type { Answer } from '../model/scenario.ts';
import type { EvidenceSource, HeaderValue } from '../model/tenant.ts';
import type { EvidenceKind, Question, TestimonyAnswer } from '../model/testimony.ts';
import type { FactsTold } from './words.ts';

/** What a reader makes of its system. May hold secrets: whoever hears it redacts it. */
export type Said = {
  readonly answer: TestimonyAnswer;
  /** What was seen, and what was wanted. */
  readonly says: string;
  readonly cause?: CauseId;
  /** Milliseconds. */
  readonly ageMs?: number;
  readonly facts: FactsTold;
};

/** What a reader may touch, for one target. */
export type ReaderDeps = {
  /** A GET with the target's own reach. @throws NoAnswer, or the signal's own reason */
  readonly request: (path: string, headers: Readonly<Record<string, HeaderValue>>) => Promise<Answer>;
  /** Our own clock: epoch milliseconds. */
  readonly now: () => number;
  /** For texts that are shortened before they are said: a secret cut in two is not found any more. */
  readonly redact: (text: string) => string;
  readonly signal: AbortSignal;
};

/** Understands one kind of system. */
export type Reader<Source extends EvidenceSource = EvidenceSource> = {
  /** One sentence: what it reads. */
  readonly says: string;
  /** What it can be asked. */
  readonly kinds: readonly EvidenceKind[];
  /** Those of its kinds that a source is set up for; absent: all of them. */
  readonly only?: (source: Source) => readonly EvidenceKind[];
  /** @throws Unheard, StepFailed (an answer that is not JSON), NoAnswer: all of them become a testimony */
  readonly read: (question: Question, source: Source, deps: ReaderDeps) => Promise<Said>;
};

/** The witness has nothing to tell. */
export class Unheard extends Error {
  override readonly name = 'Unheard';
  readonly answer: Exclude<TestimonyAnswer, 'yes' | 'no'>;

  constructor(answer: Unheard['answer'], says: string) {
    super(says);
    this.answer = answer;
  }
}
