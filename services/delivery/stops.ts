/** Why a delivery is stopped, what mends it, and whether it then goes on by itself. */

export type StopCode =
  | 'place-gone'
  | 'not-installed'
  | 'unseen'
  | 'blocked'
  | 'disabled'
  | 'registration'
  | 'too-large'
  | 'refused'
  | 'fault'
  | 'gave-up'
  | 'interrupted';

interface Stop {
  /** For the manager: what to do about it. */
  mend: string;
  /** `install`: the app is added there; `person`: they write to the bot, or are seen in a team. */
  goesOnWith: 'install' | 'person' | null;
}

export const stops: Record<StopCode, Stop> = {
  'place-gone': {
    mend: 'Link the group to a channel that is there: in it, type @Collate link and the group.',
    goesOnWith: null,
  },
  'not-installed': {
    mend: 'Add the app there. What waits is posted by itself then.',
    goesOnWith: 'install',
  },
  unseen: {
    mend: 'Ask them to open the app and say hello, or add them to the team. It is posted by itself then.',
    goesOnWith: 'person',
  },
  blocked: {
    mend: 'Ask them to unblock the app and write to it. It is posted by itself then.',
    goesOnWith: 'person',
  },
  disabled: { mend: 'Ask your Teams administrator to allow the app, then try again.', goesOnWith: null },
  registration: {
    mend: 'Ask who runs the bot to check its app id and secret, then try again.',
    goesOnWith: null,
  },
  'too-large': { mend: 'Ask who runs the bot: the card is too large for Teams.', goesOnWith: null },
  refused: { mend: 'Try again; if it goes on, ask who runs the bot.', goesOnWith: null },
  fault: { mend: 'Ask who runs the bot: the log says more. Then try again.', goesOnWith: null },
  'gave-up': { mend: 'Teams could not be reached for a day. Try again.', goesOnWith: null },
  interrupted: { mend: 'Look whether it arrived. If it did not, try again.', goesOnWith: null },
};

/** The codes of what goes on by itself then. */
export const stopsUntil = (what: 'install' | 'person'): StopCode[] =>
  (Object.keys(stops) as StopCode[]).filter(code => stops[code].goesOnWith === what);
