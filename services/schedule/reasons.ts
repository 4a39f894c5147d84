/** Why a slot was not done, as a code in the store and in words for people. */
export const skipReasons = {
  'nothing-asked-yet': 'no round had been opened yet',
  'subscriber-gone': 'who asked for it may see nothing any more',
  'later-slot': 'a later one took its place',
  'round-closed': 'the round was closed meanwhile',
  'round-moved': 'the round was given another day meanwhile',
  'round-known': 'the round was opened already',
  'too-late': 'its due day had passed',
  'nobody-asked': 'every group was left out',
  'set-over': 'every action of it is complete, or its last day is past',
  'set-changed': 'the set was changed meanwhile',
  'nobody-answers': 'no group that owns one of its actions is asked for updates',
  'nobody-to-tell': 'the board names no manager',
  'nothing-missing': 'everything was in',
  'snooze-over': 'another reminder went out meanwhile',
} as const;

export type SkipReason = keyof typeof skipReasons;

export const isSkipReason = (text: string): text is SkipReason => text in skipReasons;
