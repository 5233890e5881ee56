/** Why a difference usually comes about in such a move, and how to make sure. Ids never change. */
export type Cause = {
  /** One sentence. */
  readonly says: string;
  /** The first thing to look at or to run. */
  readonly check: string;
};
