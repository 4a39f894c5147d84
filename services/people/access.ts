/** Who is asking, and from where. What they may do is in permissions.ts. */

export interface Actor {
  boardId: string;
  /** Null at the terminal, which the machine's own accounts guard. */
  personId: string | null;
  /** The channel it is asked in; null in 1:1 chat and at the terminal. */
  channelRowId: string | null;
  /** True in a chat of several, where others read along; absent elsewhere. */
  inGroupChat?: boolean;
}

export const terminal = (boardId: string): Actor => ({ boardId, personId: null, channelRowId: null });
