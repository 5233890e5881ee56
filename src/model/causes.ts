import { ANSWER_CAUSES } from './causes/answers.ts';
import { BACKGROUND_CAUSES } from './causes/background.ts';
import { REALTIME_CAUSES } from './causes/realtime.ts';

export type { Cause } from './causes/cause.ts';

/** Why differences and failures come about in such a move. */
export const CAUSES = { ...ANSWER_CAUSES, ...REALTIME_CAUSES, ...BACKGROUND_CAUSES } as const;

export type CauseId = keyof typeof CAUSES;
